//! `casegate status`: how far the cases of a library are, in every format, and the plan kept true.

mod folder;

use std::fs;

use casegate::report::overview;
use folder::{Folder, Ran};
use serde_json::{Value, json};

const CONTRACT: &str = "\
contract: note
lang: [zh, en]
unit:
  select: {heading: {level: 2, pattern: '^(?<company>.+?) - (?<scene>.+)$'}}
  identity: [company, scene]
forms: [heading, lead_in]
fields:
  维护者: {en: Maintainer, type: text, required: true}
slots:
  - id: background
    name: {zh: 业务背景, en: Background}
    slots:
      - {id: needs, name: {zh: 需求, en: Needs}}
      - {id: pains, name: {zh: 痛点, en: Pains}}
  - {id: result, name: {zh: 结果, en: Result}, min: {chars: 5}}
  - {id: notes, name: {zh: 备注, en: Notes}, required: false}
";

const CONFIG: &str = "[library]\ncontracts = [\"note.yml\"]\nplan = \"plan.md\"\n";

const PLAN: &str = "\
# 计划

### 1. 金融科技案例

#### 案例1：Square - 支付

- **公司**：Square
- **场景**：支付

#### 案例2：PayPal - 跨境

- **公司**：PayPal
- **场景**：跨境

### 2. 电商案例

#### 案例1：Amazon - 订单

- **公司**：Amazon
- **场景**：订单

## 进度跟踪

| 行业 | 案例 | 状态 | 完成度 |
|------|------|------|--------|
| 金融科技 | Square | ⏳ 待开始 | 0% |
| 金融科技 | PayPal | ⏳ 待开始 | 0% |
| 电商 | Amazon | ✅ 完成 | 100% |
| **总计** | **3个** | **1个** | **33%** |

表后的文字。
";

/// Square is whole, of PayPal much is missing, and no plan lists Tesla.
const CASES: &str = "\
# 案例

## Square - 支付

维护者：甲组

### 业务背景

**痛点**：旧系统太慢。

#### 1.1 需求

要快，也要稳。

### 结果

快了一倍还多。

## Tesla - 数据

### 备注

待补充

## PayPal - 跨境

### 业务背景

#### 需求

待补充

#### 痛点

### 结果

快了
";

const TABLE: &str = "\
金融科技
  Square - 支付  ████████████████████ 100%      5/5  完成    cases.md:3
  PayPal - 跨境  ░░░░░░░░░░░░░░░░░░░░   0%      0/5  待开始  cases.md:25
    内容为空：痛点
    仅有占位内容：业务背景、需求
    内容过短：结果
    缺少或有误的字段：1 个

电商
  Amazon - 订单  ░░░░░░░░░░░░░░░░░░░░   0%           待开始

计划之外
  Tesla - 数据   ░░░░░░░░░░░░░░░░░░░░   0%      0/5  待开始  cases.md:19
    缺失：业务背景、结果
    缺少或有误的字段：1 个

共 4 个案例：完成 1 个，进行中 0 个，待开始 3 个（25%）
";

fn library() -> Folder {
    Folder::new(&[("casegate.toml", CONFIG), ("note.yml", CONTRACT), ("plan.md", PLAN), ("cases.md", CASES)])
}

fn status(folder: &Folder, arguments: &[&str]) -> Ran {
    folder.run(&[&["status"], arguments].concat())
}

fn report(folder: &Folder, arguments: &[&str]) -> Value {
    let ran = status(folder, &[&["--format", "json"], arguments].concat());
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.err))
}

#[test]
fn the_table_groups_cases_as_the_plan_does() {
    let folder = library();
    let ran = status(&folder, &["--lang", "zh-CN"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, TABLE);
    let colored = status(&folder, &["--lang", "zh-CN", "--color", "always"]).out;
    assert!(colored.contains('\u{1b}'));
    assert_eq!(anstream::adapter::strip_str(&colored).to_string(), TABLE, "colour changes no text");
    let english = status(&folder, &[]).out;
    for line in [
        "not in the plan",
        "    missing: 业务背景, 结果",
        "4 cases: 1 done, 0 in progress, 3 not started (25%)",
    ] {
        assert!(english.lines().any(|shown| shown == line), "{line}: {english}");
    }
}

#[test]
fn markdown_is_a_table_as_plans_have_it() {
    let expected = "\
| 行业 | 案例 | 状态 | 完成度 |
| --- | --- | --- | --- |
| 金融科技 | Square - 支付 | ✅ 完成 | 100% |
| 金融科技 | PayPal - 跨境 | ⏳ 待开始 | 0% |
| 电商 | Amazon - 订单 | ⏳ 待开始 | 0% |
|  | Tesla - 数据 | ⏳ 待开始 | 0% |
| **总计** | **4个** | **1个** | **25%** |
";
    assert_eq!(status(&library(), &["--format", "markdown", "--lang", "zh-CN"]).out, expected);
    let alone = Folder::new(&[
        ("note.yml", CONTRACT),
        ("a.md", "## A|B - C\n\n### Result\n\nTwice as fast as it was.\n"),
    ]);
    let shown = status(&alone, &["--format", "markdown", "--contract", "note.yml"]).out;
    assert!(shown.starts_with("| Case | Status | Completeness |\n"), "{shown}");
    assert!(
        shown.contains("\n| A\\|B - C | 🚧 In progress | 20% |\n| **Total** **1** | **0** | **0%** |\n"),
        "{shown}"
    );
}

#[test]
fn json_has_every_case_with_its_slots() {
    let report = report(&library(), &[]);
    let schema: Value = serde_json::from_str(&overview::schema()).expect("the schema is JSON");
    assert!(jsonschema::draft7::new(&schema).expect("a schema").is_valid(&report), "{report:#}");

    let case = |name: &str| {
        let mut cases = report["cases"].as_array().expect("a list").iter();
        cases.find(|case| case["name"] == name).unwrap_or_else(|| panic!("{name}")).clone()
    };
    let square = case("Square - 支付");
    let mut rest = square.clone();
    rest.as_object_mut().expect("an object").remove("slots");
    assert_eq!(
        rest,
        json!({
            "name": "Square - 支付", "industry": "金融科技", "path": "cases.md", "line_start": 3, "line_end": 17,
            "planned": true, "contract": "note", "status": "done", "completeness": 100, "satisfied": 5, "required": 5,
        })
    );
    let slot = |id, name, required, status, line: Option<u32>, form: Option<&str>| {
        let score = form.map(|_| 1.0);
        json!({"id": id, "name": name, "required": required, "status": status, "line": line, "form": form, "score": score})
    };
    assert_eq!(
        square["slots"],
        json!([
            slot("background", "业务背景", true, "present", Some(7), Some("heading")),
            slot("background.needs", "需求", true, "present", Some(11), Some("heading")),
            slot("background.pains", "痛点", true, "present", Some(9), Some("lead_in")),
            slot("result", "结果", true, "present", Some(15), Some("heading")),
            slot("notes", "备注", false, "missing", None, None),
        ])
    );
    let statuses: Vec<_> = case("PayPal - 跨境")["slots"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|slot| slot["status"].as_str().expect("a word").to_owned())
        .collect();
    assert_eq!(statuses, ["placeholder", "placeholder", "empty", "too_short", "missing"]);
    assert_eq!(
        case("Amazon - 订单"),
        json!({
            "name": "Amazon - 订单", "industry": "电商", "path": null, "line_start": null, "line_end": null,
            "planned": true, "contract": null, "status": "not_started", "completeness": 0, "satisfied": 0, "required": 0,
            "slots": [],
        })
    );
    assert_eq!(case("Tesla - 数据")["planned"], false);
    assert_eq!(
        report["totals"],
        json!({
            "cases": 4, "not_started": 3, "in_progress": 0, "done": 1, "completeness": 25, "satisfied": 5, "required": 15,
        })
    );
}

#[test]
fn percentages_are_rounded_down_and_only_what_is_complete_has_a_hundred() {
    let name = |n: u8| format!("{}{} topic", (b'a' + n / 16) as char, (b'a' + n % 16) as char);
    let slots: String = (0..200).map(|n| format!("  - {{id: s{n}, name: {}}}\n", name(n))).collect();
    let text: String = (0..199).map(|n| format!("## {}\n\nText.\n\n", name(n))).collect();
    let folder = Folder::new(&[
        ("parts.yml", &format!("contract: parts\nslots:\n{slots}")),
        ("a.md", &format!("# A\n\n{text}")),
    ]);
    let case = &report(&folder, &["--contract", "parts.yml"])["cases"][0];
    assert_eq!((&case["satisfied"], &case["required"]), (&json!(199), &json!(200)));
    assert_eq!((&case["completeness"], &case["status"]), (&json!(99), &json!("in_progress")));
}

#[test]
fn contracts_of_the_command_line_hold_for_every_document() {
    let folder = Folder::new(&[
        ("note.yml", &CONTRACT.replace("contract: note", "contract: note\napplies: [none/**]")),
        ("a.md", "## A - B\n\n### Result\n\nTwice as fast as it was.\n"),
    ]);
    let names = |arguments: &[&str]| -> Vec<String> {
        let report = report(&folder, arguments);
        let cases = report["cases"].as_array().expect("a list").iter();
        cases
            .map(|case| format!("{}: {}", folder::text(&case["contract"]), folder::text(&case["name"])))
            .collect()
    };
    assert_eq!(names(&["--contract", "note.yml"]), ["note: A - B"]);
    assert_eq!(
        names(&["--contract", "adr", "--contract", "./note.yml", "a.md"]),
        ["adr: A - B", "note: A - B"]
    );
    for (name, told) in [
        ("case-stdy", "there is no contract case-stdy"),
        ("none.yml", "none.yml can't be read"),
        ("a\u{1b}[31m", "there is no contract a\\u{1b}[31m"),
    ] {
        let ran = status(&folder, &["--contract", name]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}");
        assert!(ran.err.contains(told), "{name}: {}", ran.err);
    }
}

#[test]
fn without_contract_and_plan_it_says_how_to_get_one() {
    let folder = Folder::new(&[("a.md", "# A\n")]);
    for (lang, told) in [("en", "casegate contract derive"), ("zh-CN", "未找到案例")] {
        let ran = status(&folder, &["--lang", lang]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(told) && ran.err.contains("--contract"), "{}", ran.err);
    }
}

#[test]
fn what_can_not_be_read_is_told_and_the_rest_is_shown() {
    let folder = library();
    folder.write("bad.md", b"\xff");
    let ran = status(&folder, &["--lang", "zh-CN"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, TABLE));
    assert!(ran.err.starts_with("bad.md:1:1: error[not-utf8]"), "{}", ran.err);
    let before = fs::read_to_string(folder.path().join("plan.md")).expect("a plan");
    let ran = status(&folder, &["--write", "plan.md"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("plan.md is left as it is"), "{}", ran.err);
    assert_eq!(fs::read_to_string(folder.path().join("plan.md")).expect("a plan"), before);
}

#[test]
fn the_progress_table_is_written_and_nothing_else() {
    for (line_end, mark) in [("\n", ""), ("\r\n", "\u{feff}")] {
        let folder = library();
        let plan = format!("{mark}{}", PLAN.replace('\n', line_end));
        folder.write("plan.md", plan.as_bytes());
        let cases = CASES.replace("快了\n", "快了一倍还多。\n");
        folder.write("cases.md", cases.as_bytes());
        let ran = status(&folder, &["--write", "plan.md"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let written = fs::read_to_string(folder.path().join("plan.md")).expect("a plan");
        let expected = plan
            .replace("Square | ⏳ 待开始 | 0% ", "Square | ✅ 完成 | 100% ")
            .replace("PayPal | ⏳ 待开始 | 0% ", "PayPal | 🚧 进行中 | 20% ")
            .replace("Amazon | ✅ 完成 | 100% ", "Amazon | ⏳ 待开始 | 0% ");
        assert_eq!(written, expected);
        assert_eq!(
            ran.err,
            "casegate: plan.md:26: Square: ⏳ 待开始 / 0% → ✅ 完成 / 100%\n\
             casegate: plan.md:27: PayPal: ⏳ 待开始 / 0% → 🚧 进行中 / 20%\n\
             casegate: plan.md:28: Amazon: ✅ 完成 / 100% → ⏳ 待开始 / 0%\n"
        );
        let again = status(&folder, &["--write", "plan.md"]);
        assert_eq!(
            (again.code, again.err.as_str()),
            (0, "casegate: plan.md is up to date, and is left as it is\n")
        );
        assert_eq!(fs::read_to_string(folder.path().join("plan.md")).expect("a plan"), written);
    }
}

#[test]
fn a_part_of_the_library_says_nothing_about_the_rest_of_the_plan() {
    let folder = library();
    let ran = status(&folder, &["--write", "plan.md", "cases.md"]);
    assert_eq!(ran.code, 0);
    // The total can't be known either.
    assert_eq!(ran.err, "casegate: plan.md:26: Square: ⏳ 待开始 / 0% → ✅ 完成 / 100%\n");
    let written = fs::read_to_string(folder.path().join("plan.md")).expect("a plan");
    assert!(written.contains("| 电商 | Amazon | ✅ 完成 | 100% |"), "{written}");
}

#[test]
fn a_plan_that_can_not_be_updated_is_told() {
    let folder = library();
    folder.write("bare.md", PLAN.split("## 进度跟踪").next().unwrap_or_default().as_bytes());
    for (plan, told) in
        [("bare.md", "bare.md has no progress table"), ("none.md", "there is no file or folder none.md")]
    {
        let ran = status(&folder, &["--write", plan]);
        assert_eq!(ran.code, 2, "{plan}");
        assert!(ran.err.contains(told), "{plan}: {}", ran.err);
    }
}
