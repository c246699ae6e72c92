//! `casegate new`: skeletons that are whole in structure and lack nothing but their text.

mod folder;

use std::fs;

use casegate::contract::shipped_names;
use folder::{Folder, Ran, text};
use serde_json::Value;

const LANGUAGES: [&str; 2] = ["en", "zh-CN"];

fn new(folder: &Folder, arguments: &[&str]) -> Ran {
    folder.run(&[&["new"], arguments].concat())
}

/// The cases of `file` under a contract, slot by slot.
fn explained(folder: &Folder, contract: &str, file: &str) -> Vec<Value> {
    let ran = folder.run(&["contract", "explain", "--format", "json", "--contract", contract, file]);
    let report: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.err));
    report["cases"].as_array().expect("a list").clone()
}

/// Holds that nothing of a case is missing, misplaced or empty.
fn assert_whole(case: &Value) {
    let parts = ["slots", "fields"].map(|kind| case[kind].as_array().expect("a list"));
    for part in parts.into_iter().flatten() {
        let status = text(&part["status"]);
        assert!(["present", "placeholder"].contains(&status.as_str()), "{part:#}");
    }
}

#[test]
fn a_skeleton_of_each_shipped_contract_lacks_its_text_alone() {
    let folder = Folder::new(&[]);
    for contract in shipped_names() {
        // Where the contract holds without being named by the document.
        let file = match contract {
            "adr" => "docs/decisions/0001-choice.md",
            "kep" => "keps/sig-a/1234-change/README.md",
            _ => "docs/a.md",
        };
        folder.write("casegate.toml", format!("[library]\ncontracts = [\"{contract}\"]\n").as_bytes());
        folder.write(file, b"");
        for lang in LANGUAGES {
            let written = new(&folder, &["--contract", contract, "--lang", lang, "-o", file, "--force"]);
            assert_eq!((written.code, written.out.as_str()), (0, ""), "{contract} {lang}: {}", written.err);
            let cases = explained(&folder, contract, file);
            assert_eq!(cases.len(), 1, "{contract} {lang}");
            assert_whole(&cases[0]);
            assert!(cases[0]["slots"].as_array().is_some_and(|slots| slots.len() > 5));
            let (_, report) = folder.json(&["--preset", "strict", file]);
            let found = report["diagnostics"].as_array().expect("a list");
            let others: Vec<_> =
                found.iter().filter(|found| found["rule"] != "completeness/placeholder").collect();
            assert!(others.is_empty() && !found.is_empty(), "{contract} {lang}: {others:#?}");
            assert!(found.iter().all(|found| !found["case"].is_null()), "{contract} {lang}: it was judged");
        }
    }
}

const CONTRACT: &str = "\
contract: demo
lang: [en, zh]
unit: {select: {heading: {level: 2, pattern: '^(?<company>.+) - (?<scene>.+)$'}}}
fields:
  Level: {zh: 级别, type: enum, values: [high, low], required: true}
  Status: {zh: 状态, type: enum, values: [open, closed], required: true}
  Owner: {zh: 负责人, required: true}
slots:
  - id: figures
    name: {en: Figures, zh: 指标}
    guidance: {en: Give each figure a source --> always., zh: 每个数值都要有来源。}
    has: [{some: table, columns: [指标|Metric, 数值|Value], min_rows: 2}]
    slots:
      - {id: cost, name: {en: Cost, zh: 成本}, forms: [table_row]}
      - {id: delay, name: {en: Delay, zh: 延迟}, forms: [table_row], required: false}
  - id: steps
    name: {en: Steps, zh: 步骤}
    has: [{some: list, ordered: true, min_items: 3}, {some: code, language: go}]
    min: {chars: 60}
    slots:
      - {id: risk, name: {en: Risk, zh: 风险}, forms: [lead_in]}
      - {id: owner, name: {en: Lead, zh: 牵头人}, forms: [list_item]}
  - {id: pictures, name: {en: Pictures, zh: 图示}, has: [{some: image}, {any_of: [{some: mermaid}, {some: formula}]}]}
  - {id: option, name: {en: Option, zh: 方案}, min: {times: 2}}
  - {id: gain, name: {en: Gain, zh: 收益}, required: false}
  - {id: loss, name: {en: Loss, zh: 损失}, required: false}
groups: [{one_of: [gain, loss]}]
";

const ENGLISH: &str = "\
## TBD - TBD

### Figures

<!-- Give each figure a source —> always. -->

| Metric | Value |
| --- | --- |
| TBD | TBD |
| TBD | TBD |

| Item | Value |
| --- | --- |
| Cost | TBD |
| Delay | TBD |

### Steps

<!-- At least 60 words. -->

1. TBD
2. TBD
3. TBD

TBD

```go
```

- **Lead**: TBD

**Risk**: TBD

### Pictures

<!-- an image is missing here -->

TBD

```mermaid
```

### Option 1

TBD

### Option 2

TBD

### Gain

<!-- May be left out. -->

TBD

---

**Level**: TBD <!-- One of: high | low -->

**Status**: open <!-- One of: open | closed -->

**Owner**: TBD
";

#[test]
fn a_skeleton_shows_what_content_is_asked_for() {
    let folder = Folder::new(&[("demo.yml", CONTRACT)]);
    let ran = new(&folder, &["--contract", "demo.yml"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, ENGLISH);
    for lang in LANGUAGES {
        let written = new(&folder, &["--contract", "./demo.yml", "--lang", lang]).out;
        folder.write("a.md", written.as_bytes());
        let cases = explained(&folder, "demo.yml", "a.md");
        assert_eq!(cases.len(), 1);
        for slot in cases[0]["slots"].as_array().expect("a list") {
            let left_out = slot["id"] == "loss";
            let there = ["present", "placeholder"].contains(&text(&slot["status"]).as_str());
            assert_eq!(there, !left_out, "{slot:#}");
        }
        assert_eq!(written.contains("待补充"), lang == "zh-CN", "{written}");
    }
}

const PLAN: &str = "\
# 计划

### 1. 金融科技案例

#### 案例1：Square - 支付处理系统

- **公司**：Square（Block, Inc.）
- **规模**：数百万笔交易/天
- **文档**：[Square](cases/square.md)

**分析维度**：

- 业务场景定义
- 成本效益分析
- 最佳实践和教训总结

#### 案例2：PayPal - 跨境支付

- **公司**：PayPal
";

#[test]
fn a_planned_case_brings_what_the_plan_says_of_it() {
    let folder = Folder::new(&[("plan.md", PLAN), ("casegate.toml", "[library]\nplan = \"plan.md\"\n")]);
    let ran = new(&folder, &["--plan", "plan.md", "--case", "Square"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let head = "# Square - 支付处理系统\n\n- **公司**：Square（Block, Inc.）\n- **规模**：数百万笔交易/天\n\n## 业务场景定义\n\n### 业务背景\n";
    assert!(ran.out.starts_with(head), "{}", ran.out);
    for part in ["\n## 成本效益分析\n\n待补充\n", "\n---\n\n**文档版本**：待补充\n", "\n**状态**：草稿\n"]
    {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    assert_eq!(
        new(&folder, &["--case", "square - 支付处理系统"]).out,
        ran.out,
        "the configuration names the plan"
    );
    let english = new(&folder, &["--case", "Square", "--lang", "en", "--title", "Square"]).out;
    assert!(english.starts_with("# Square\n") && english.contains("\n## Business Scenario\n"), "{english}");

    folder.write("cases/square.md", ran.out.as_bytes());
    let status = folder.run(&["status", "--format", "json"]);
    let report: Value = serde_json::from_str(&status.out).expect("JSON");
    let case = &report["cases"][0];
    assert_eq!((&case["planned"], &case["contract"]), (&Value::from(true), &Value::from("case-study")));
    let slots = case["slots"].as_array().expect("a list");
    assert!(slots.iter().all(|slot| ["present", "placeholder"].contains(&text(&slot["status"]).as_str())));
    assert!(slots.iter().any(|slot| slot["id"] == "成本效益分析"), "{case:#}");
}

#[test]
fn nothing_is_overwritten_unless_it_is_asked_for() {
    let folder = Folder::new(&[("a.md", "mine\n")]);
    let read = |file: &str| fs::read_to_string(folder.path().join(file)).expect("a text");
    let ran = new(&folder, &["--contract", "adr", "-o", "a.md"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(ran.err, "casegate: a.md is there already, and is left as it is; --force replaces it\n");
    assert_eq!(read("a.md"), "mine\n");
    let ran = new(&folder, &["--contract", "adr", "-o", "a.md", "--force"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "casegate: a.md is written\n"));
    assert!(read("a.md").starts_with("# TBD\n"));
    assert_eq!(new(&folder, &["--contract", "adr", "-o", "no/such/folder/a.md"]).code, 2);
}

#[test]
fn what_can_not_be_made_is_told() {
    let folder = Folder::new(&[("plan.md", PLAN), ("empty.md", "# 计划\n"), ("demo.yml", CONTRACT)]);
    for (arguments, told) in [
        (&[][..], "name a planned case with --case, or a contract with --contract"),
        (&["--case", "Square"], "there is no plan to look up Square in"),
        (
            &["--plan", "plan.md", "--case", "Squaer"],
            "the plan plan.md has no case Squaer; did you mean Square?",
        ),
        (&["--plan", "plan.md", "--case", "Tesla"], "it has Square - 支付处理系统, PayPal - 跨境支付"),
        (&["--plan", "empty.md", "--case", "Tesla"], "the plan empty.md has no cases"),
        (&["--plan", "none.md", "--case", "Tesla"], "there is no file or folder none.md"),
        (&["--contract", "adrr"], "there is no contract adrr"),
        (&["--contract", "demo.yml", "--title", "Square"], "no case of the contract demo is called “Square”"),
        (&["--plan", "plan.md"], "--case"),
        (&["--contract", "adr", "--force"], "--output-file"),
    ] {
        let ran = new(&folder, arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains(told), "{arguments:?}: {}", ran.err);
    }
    let chinese = new(&folder, &["--plan", "plan.md", "--case", "Tesla", "--lang", "zh-CN"]).err;
    assert!(chinese.contains("计划 plan.md 中没有案例 Tesla"), "{chinese}");
}
