BEGIN TRANSACTION;
CREATE TABLE assignments (
	plan_id VARCHAR(24) NOT NULL, 
	plan_code TEXT, 
	issuer TEXT, 
	province TEXT, 
	year BIGINT, 
	path TEXT, 
	assignees TEXT, 
	page BIGINT, 
	item_no INTEGER NOT NULL, 
	CONSTRAINT pk_assignments PRIMARY KEY (plan_id, item_no), 
	CONSTRAINT fk_assignments_plan_id FOREIGN KEY(plan_id) REFERENCES records (id)
);
INSERT INTO "assignments" VALUES('6b86b273ff34fce1','7/KH-UBND','Ủy ban nhân dân xã Sơn Lâm','Khánh Hòa',2024,'I.1','Công an xã',NULL,1);
CREATE TABLE bands (
	band BIGINT NOT NULL, 
	plan_id VARCHAR(24) NOT NULL, 
	CONSTRAINT pk_bands PRIMARY KEY (band, plan_id)
);
CREATE TABLE citations (
	plan_id VARCHAR(24) NOT NULL, 
	plan_code TEXT, 
	type TEXT, 
	code TEXT, 
	date TEXT, 
	issuer TEXT, 
	title TEXT, 
	page BIGINT, 
	item_no INTEGER NOT NULL, 
	CONSTRAINT pk_citations PRIMARY KEY (plan_id, item_no), 
	CONSTRAINT fk_citations_plan_id FOREIGN KEY(plan_id) REFERENCES records (id)
);
INSERT INTO "citations" VALUES('6b86b273ff34fce1','7/KH-UBND','Công văn','12/UBND-VP','2024-01-15','Ủy ban nhân dân huyện',NULL,NULL,1);
INSERT INTO "citations" VALUES('6b86b273ff34fce1','7/KH-UBND','Luật',NULL,'2017',NULL,'Lâm nghiệp',NULL,2);
CREATE TABLE documents (
	content_id VARCHAR(16) NOT NULL, 
	document BLOB NOT NULL, 
	CONSTRAINT pk_documents PRIMARY KEY (content_id)
);
CREATE TABLE ledger (
	id INTEGER NOT NULL, 
	path TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	modified BIGINT, 
	status VARCHAR(20) NOT NULL, 
	task VARCHAR(8) NOT NULL, 
	attempts INTEGER NOT NULL, 
	run_id INTEGER, 
	revision INTEGER NOT NULL, 
	sha256 VARCHAR(64), 
	media_type TEXT, 
	reason TEXT, 
	message TEXT, 
	plan_id VARCHAR(24), 
	reading TEXT, 
	parsing TEXT, 
	pages_in INTEGER NOT NULL, 
	pages_ok INTEGER NOT NULL, 
	pages_failed INTEGER NOT NULL, 
	pages_skipped INTEGER NOT NULL, 
	seconds FLOAT, 
	added_at DATETIME NOT NULL, 
	started_at DATETIME, 
	finished_at DATETIME, 
	program TEXT, 
	CONSTRAINT pk_ledger PRIMARY KEY (id), 
	CONSTRAINT uq_ledger_path UNIQUE (path), 
	CONSTRAINT fk_ledger_run_id FOREIGN KEY(run_id) REFERENCES runs (id), 
	CONSTRAINT fk_ledger_plan_id FOREIGN KEY(plan_id) REFERENCES records (id)
);
INSERT INTO "ledger" VALUES(1,'a.pdf',10,NULL,'done-with-warnings','read',0,1,1,'6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b','application/pdf',NULL,NULL,'6b86b273ff34fce1','1','text 1',0,0,0,0,0.0,'2026-11-20 15:24:20.058019',NULL,'2026-11-20 15:24:20.768297','0.1.0');
CREATE TABLE links (
	plan_id VARCHAR(24) NOT NULL, 
	other_id VARCHAR(24) NOT NULL, 
	reason TEXT NOT NULL, 
	in_common FLOAT NOT NULL, 
	CONSTRAINT pk_links PRIMARY KEY (plan_id, other_id)
);
CREATE TABLE movements (
	plan_id VARCHAR(24) NOT NULL, 
	plan_code TEXT, 
	issuer TEXT, 
	province TEXT, 
	year BIGINT, 
	name TEXT, 
	start_year BIGINT, 
	end_year BIGINT, 
	page BIGINT, 
	item_no INTEGER NOT NULL, 
	CONSTRAINT pk_movements PRIMARY KEY (plan_id, item_no), 
	CONSTRAINT fk_movements_plan_id FOREIGN KEY(plan_id) REFERENCES records (id)
);
INSERT INTO "movements" VALUES('6b86b273ff34fce1','7/KH-UBND','Ủy ban nhân dân xã Sơn Lâm','Khánh Hòa',2024,'Tết trồng cây',2021,2025,NULL,1);
CREATE TABLE plans (
	id VARCHAR(24) NOT NULL, 
	code TEXT, 
	type TEXT, 
	subject TEXT, 
	issuer TEXT, 
	parent TEXT, 
	province TEXT, 
	place TEXT, 
	issued TEXT, 
	year BIGINT, 
	year_end BIGINT, 
	number BIGINT, 
	notation TEXT, 
	signer TEXT, 
	position TEXT, 
	capacity TEXT, 
	authority TEXT, 
	section_count BIGINT, 
	table_count BIGINT, 
	task_count BIGINT, 
	assignment_count BIGINT, 
	citation_count BIGINT, 
	movement_count BIGINT, 
	recipient_count BIGINT, 
	warning_count BIGINT, 
	source TEXT, 
	media_type TEXT, 
	pages BIGINT, 
	origin TEXT, 
	confidence FLOAT, 
	preamble TEXT, 
	closing TEXT, 
	annexes TEXT, 
	sha256 TEXT, 
	CONSTRAINT pk_plans PRIMARY KEY (id), 
	CONSTRAINT fk_plans_id FOREIGN KEY(id) REFERENCES records (id)
);
INSERT INTO "plans" VALUES('6b86b273ff34fce1','7/KH-UBND','Kế hoạch','Trồng cây năm 2024','Ủy ban nhân dân xã Sơn Lâm',NULL,'Khánh Hòa','Sơn Lâm','2024-03',2024,NULL,7,'KH-UBND','Trần Văn Mẫu','CHỦ TỊCH','TM','ỦY BAN NHÂN DÂN',2,2,2,1,2,1,2,3,'trồng cây.pdf','application/pdf',3,'text',0.9,'Xã trồng cây như sau:','Trên đây là kế hoạch./.','PHỤ LỤC
DANH SÁCH THÔN
Thôn 1','6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b');
CREATE TABLE recipients (
	plan_id VARCHAR(24) NOT NULL, 
	plan_code TEXT, 
	recipient TEXT, 
	item_no INTEGER NOT NULL, 
	CONSTRAINT pk_recipients PRIMARY KEY (plan_id, item_no), 
	CONSTRAINT fk_recipients_plan_id FOREIGN KEY(plan_id) REFERENCES records (id)
);
INSERT INTO "recipients" VALUES('6b86b273ff34fce1','7/KH-UBND','Các thôn',1);
INSERT INTO "recipients" VALUES('6b86b273ff34fce1','7/KH-UBND','-Lưu: VT',2);
CREATE TABLE records (
	id VARCHAR(24) NOT NULL, 
	content_id VARCHAR(16), 
	record JSON NOT NULL, 
	superseded BOOLEAN NOT NULL, 
	stored_at DATETIME NOT NULL, 
	CONSTRAINT pk_records PRIMARY KEY (id)
);
INSERT INTO "records" VALUES('6b86b273ff34fce1','6b86b273ff34fce1','{"schema": "kehoach/plan/1", "id": "6b86b273ff34fce1", "source": {"name": "trồng cây.pdf", "sha256": "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b", "media_type": "application/pdf", "pages": 3, "first_page": null, "last_page": null, "origin": "text", "confidence": 0.9, "page_readings": []}, "type": "Kế hoạch", "number": 7, "notation": "KH-UBND", "code": "7/KH-UBND", "place": "Sơn Lâm", "issued": "2024-03", "subject": "Trồng cây năm 2024", "issuer": {"name": "Ủy ban nhân dân xã Sơn Lâm", "parent": null, "province": "Khánh Hòa"}, "years": [2024], "preamble": ["Xã trồng cây như sau:"], "sections": [{"marker": "I", "label": "I.", "path": "I", "title": "VIỆC LÀM", "paragraphs": [], "children": [{"marker": "1", "label": "1.", "path": "I.1", "title": "Công an xã", "paragraphs": ["- Giữ trật tự.", "+ Trực."], "children": [], "page": null, "at": {}, "places": [], "repaired": 0.0}], "page": null, "at": {}, "places": [], "repaired": 0.0}], "closing": ["Trên đây là kế hoạch./."], "annexes": [{"label": "PHỤ LỤC", "title": "DANH SÁCH THÔN", "note": null, "paragraphs": ["Thôn 1"], "page": null, "at": {}, "places": []}], "tables": [{"caption": "Lịch", "columns": ["TT", "Việc", "Ai"], "rows": [["1", "- Trồng cây", "Thôn 1"], ["2", "=Tưới", ""]], "groups": [{"before": 1, "marker": "II", "title": "Sau Tết", "at": {}}], "section": "I", "page": 2, "at": {}, "heads": [], "places": [[{"page": 2}, {"page": 2}, {"page": 2}], [{"page": 3}, {}, {}]]}, {"caption": null, "columns": ["TT", "Kinh phí"], "rows": [], "groups": [], "section": null, "page": null, "at": {}, "heads": [], "places": []}], "tasks": [{"ordinal": "1", "group": null, "content": "- Trồng cây", "lead": ["Thôn 1", "Thôn 2"], "partners": ["@Đoàn xã"], "time": {"text": "Tháng 3", "start": "2024-03-01", "end": "2024-03-31"}, "table": 0, "row": 0}, {"ordinal": "2", "group": "Sau Tết", "content": "=Tưới", "lead": [], "partners": [], "time": null, "table": 0, "row": 1}], "assignments": [{"path": "I.1", "assignees": ["Công an xã"]}], "citations": [{"type": "Công văn", "code": "12/UBND-VP", "date": "2024-01-15", "issuer": "Ủy ban nhân dân huyện", "title": null, "page": null}, {"type": "Luật", "code": null, "date": "2017", "issuer": null, "title": "Lâm nghiệp", "page": null}], "movements": [{"name": "Tết trồng cây", "start": 2021, "end": 2025, "page": null}], "signature": {"capacity": "TM", "authority": "ỦY BAN NHÂN DÂN", "position": "CHỦ TỊCH", "name": "Trần Văn Mẫu"}, "recipients": ["Các thôn", "-Lưu: VT"], "warnings": [{"code": "date-incomplete", "path": null, "message": "no day", "page": null, "box": null}, {"code": "row-gap", "path": "table 0 row 1", "message": "", "page": null, "box": null}, {"code": "section-gap", "path": "I.1", "message": "", "page": null, "box": null}], "evidence": {}, "places": {}, "dropped": []}',0,'2026-11-20 15:24:20.769767');
CREATE TABLE runs (
	id INTEGER NOT NULL, 
	process TEXT NOT NULL, 
	program TEXT NOT NULL, 
	started_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	listed INTEGER NOT NULL, 
	unchanged INTEGER NOT NULL, 
	done INTEGER NOT NULL, 
	failed INTEGER NOT NULL, 
	skipped INTEGER NOT NULL, 
	pages_in INTEGER NOT NULL, 
	pages_ok INTEGER NOT NULL, 
	pages_failed INTEGER NOT NULL, 
	pages_skipped INTEGER NOT NULL, 
	CONSTRAINT pk_runs PRIMARY KEY (id)
);
INSERT INTO "runs" VALUES(1,'vm/e8c3c5e7-7ea8-4fba-9791-f162fa2318b0/pid:[4026531836] 888 1611784','0.1.0','2026-11-20 15:24:19.991876','2026-11-20 15:24:20.867666','2026-11-20 15:24:20.867666',0,0,0,0,0,0,0,0,0);
CREATE TABLE schema_version (
	version INTEGER NOT NULL
);
INSERT INTO "schema_version" VALUES(2);
CREATE TABLE sections (
	plan_id VARCHAR(24) NOT NULL, 
	plan_code TEXT, 
	path TEXT, 
	level BIGINT, 
	marker TEXT, 
	title TEXT, 
	text TEXT, 
	page BIGINT, 
	repaired FLOAT, 
	item_no INTEGER NOT NULL, 
	CONSTRAINT pk_sections PRIMARY KEY (plan_id, item_no), 
	CONSTRAINT fk_sections_plan_id FOREIGN KEY(plan_id) REFERENCES records (id)
);
INSERT INTO "sections" VALUES('6b86b273ff34fce1','7/KH-UBND','I',1,'I','VIỆC LÀM',NULL,NULL,0.0,1);
INSERT INTO "sections" VALUES('6b86b273ff34fce1','7/KH-UBND','I.1',2,'1','Công an xã','- Giữ trật tự.
+ Trực.',NULL,0.0,2);
CREATE TABLE sketches (
	plan_id VARCHAR(24) NOT NULL, 
	sketch BLOB NOT NULL, 
	CONSTRAINT pk_sketches PRIMARY KEY (plan_id)
);
CREATE TABLE tables (
	plan_id VARCHAR(24) NOT NULL, 
	plan_code TEXT, 
	table_no BIGINT, 
	caption TEXT, 
	section TEXT, 
	page BIGINT, 
	group_title TEXT, 
	row_no BIGINT, 
	column_no BIGINT, 
	column_title TEXT, 
	text TEXT, 
	item_no INTEGER NOT NULL, 
	CONSTRAINT pk_tables PRIMARY KEY (plan_id, item_no), 
	CONSTRAINT fk_tables_plan_id FOREIGN KEY(plan_id) REFERENCES records (id)
);
INSERT INTO "tables" VALUES('6b86b273ff34fce1','7/KH-UBND',1,'Lịch','I',2,NULL,1,1,'TT','1',1);
INSERT INTO "tables" VALUES('6b86b273ff34fce1','7/KH-UBND',1,'Lịch','I',2,NULL,1,2,'Việc','- Trồng cây',2);
INSERT INTO "tables" VALUES('6b86b273ff34fce1','7/KH-UBND',1,'Lịch','I',2,NULL,1,3,'Ai','Thôn 1',3);
INSERT INTO "tables" VALUES('6b86b273ff34fce1','7/KH-UBND',1,'Lịch','I',3,'II. Sau Tết',2,1,'TT','2',4);
INSERT INTO "tables" VALUES('6b86b273ff34fce1','7/KH-UBND',1,'Lịch','I',3,'II. Sau Tết',2,2,'Việc','=Tưới',5);
INSERT INTO "tables" VALUES('6b86b273ff34fce1','7/KH-UBND',1,'Lịch','I',3,'II. Sau Tết',2,3,'Ai',NULL,6);
INSERT INTO "tables" VALUES('6b86b273ff34fce1','7/KH-UBND',2,NULL,NULL,NULL,NULL,NULL,1,'TT',NULL,7);
INSERT INTO "tables" VALUES('6b86b273ff34fce1','7/KH-UBND',2,NULL,NULL,NULL,NULL,NULL,2,'Kinh phí',NULL,8);
CREATE TABLE tasks (
	plan_id VARCHAR(24) NOT NULL, 
	plan_code TEXT, 
	issuer TEXT, 
	province TEXT, 
	year BIGINT, 
	ordinal TEXT, 
	group_title TEXT, 
	content TEXT, 
	lead TEXT, 
	partners TEXT, 
	time_text TEXT, 
	start_date TEXT, 
	end_date TEXT, 
	table_no BIGINT, 
	row_no BIGINT, 
	page BIGINT, 
	item_no INTEGER NOT NULL, 
	CONSTRAINT pk_tasks PRIMARY KEY (plan_id, item_no), 
	CONSTRAINT fk_tasks_plan_id FOREIGN KEY(plan_id) REFERENCES records (id)
);
INSERT INTO "tasks" VALUES('6b86b273ff34fce1','7/KH-UBND','Ủy ban nhân dân xã Sơn Lâm','Khánh Hòa',2024,'1',NULL,'- Trồng cây','Thôn 1; Thôn 2','@Đoàn xã','Tháng 3','2024-03-01','2024-03-31',1,1,2,1);
INSERT INTO "tasks" VALUES('6b86b273ff34fce1','7/KH-UBND','Ủy ban nhân dân xã Sơn Lâm','Khánh Hòa',2024,'2','Sau Tết','=Tưới',NULL,NULL,NULL,NULL,NULL,1,2,3,2);
CREATE TABLE warnings (
	plan_id VARCHAR(24) NOT NULL, 
	plan_code TEXT, 
	warning TEXT, 
	section TEXT, 
	table_no BIGINT, 
	row_no BIGINT, 
	page BIGINT, 
	message TEXT, 
	item_no INTEGER NOT NULL, 
	CONSTRAINT pk_warnings PRIMARY KEY (plan_id, item_no), 
	CONSTRAINT fk_warnings_plan_id FOREIGN KEY(plan_id) REFERENCES records (id)
);
INSERT INTO "warnings" VALUES('6b86b273ff34fce1','7/KH-UBND','date-incomplete',NULL,NULL,NULL,NULL,'no day',1);
INSERT INTO "warnings" VALUES('6b86b273ff34fce1','7/KH-UBND','row-gap',NULL,1,2,NULL,NULL,2);
INSERT INTO "warnings" VALUES('6b86b273ff34fce1','7/KH-UBND','section-gap','I.1',NULL,NULL,NULL,NULL,3);
CREATE INDEX ix_records_stored_at ON records (stored_at);
CREATE INDEX ix_records_content_id ON records (content_id);
CREATE INDEX ix_records_superseded ON records (superseded);
CREATE INDEX ix_bands_plan_id ON bands (plan_id);
CREATE INDEX ix_links_other_id ON links (other_id);
CREATE INDEX ix_ledger_plan_id ON ledger (plan_id);
CREATE INDEX ix_ledger_queue ON ledger (status, run_id, attempts, id);
CREATE INDEX ix_ledger_seconds ON ledger (seconds);
CREATE INDEX ix_ledger_size ON ledger (size);
CREATE INDEX ix_plans_code ON plans (code, issued);
CREATE INDEX ix_plans_section_count ON plans (section_count, table_count, task_count);
CREATE INDEX ix_warnings_warning ON warnings (warning);
COMMIT;
