//! Plans are read as people write them, and their progress tables are changed no more than needed.

#[allow(dead_code, reason = "plans are judged by no rule here")]
mod one_rule;

use casegate::plan::progress::{CaseProgress, updated};
use casegate::plan::{Plan, PlannedCase, State};
use casegate::source::SourceFile;
use one_rule::apply;
use proptest::prelude::*;

const LIBRARY: &str = include_str!("../fixtures/library/plan.md");

fn read(text: &str) -> Plan {
    Plan::read(&casegate::markdown::parse(SourceFile::new("docs/plan.md", text.to_owned())), "")
}

/// `text` with its progress table brought up to date; cases that `progress` says nothing of are not started.
fn after(text: &str, progress: &[(u32, u32)]) -> String {
    let doc = casegate::markdown::parse(SourceFile::new("docs/plan.md", text.to_owned()));
    let plan = Plan::read(&doc, "");
    let mut all = vec![CaseProgress::default(); plan.cases.len()];
    for (case, &(satisfied, required)) in all.iter_mut().zip(progress) {
        *case = CaseProgress { satisfied, required };
    }
    apply(text, &updated(&doc, &plan, &all))
}

fn names(plan: &Plan) -> Vec<&str> {
    plan.cases.iter().map(|case| &*case.name).collect()
}

fn fields(case: &PlannedCase) -> Vec<(&str, &str)> {
    case.fields.iter().map(|(name, value)| (&**name, &**value)).collect()
}

#[test]
fn the_plan_of_the_library_is_read_whole() {
    let plan = read(LIBRARY);
    let told: Vec<_> = plan
        .cases
        .iter()
        .map(|case| {
            let document = case.document.as_deref().unwrap_or("-");
            (&*case.industry, &*case.company, &*case.scene, &*case.dimensions[3], document, case.state)
        })
        .collect();
    use State::{Done, NotStarted};
    assert_eq!(
        told,
        [
            ("金融科技", "Square", "支付处理系统", "成本效益分析", "docs/cases/square.md", Done),
            ("金融科技", "PayPal", "跨境支付工作流", "合规性和安全性分析", "-", NotStarted),
            ("电商", "Amazon", "订单处理系统", "成本效益分析", "-", NotStarted),
            ("电商", "Alibaba", "双11购物节系统", "峰值流量处理策略", "docs/cases/alibaba.md", Done),
            ("游戏行业", "Blizzard Entertainment", "游戏服务器编排", "实时性要求分析", "-", NotStarted),
            ("游戏行业", "Epic Games", "游戏资产处理管道", "大文件处理策略", "-", NotStarted),
            ("物联网", "Tesla", "车辆数据采集和分析", "实时数据处理策略", "-", NotStarted),
            ("物联网", "Siemens", "工业物联网平台", "边缘计算集成", "-", NotStarted),
        ]
    );
    assert!(plan.cases.iter().all(|case| case.dimensions.len() == 8));
    assert_eq!(
        fields(&plan.cases[0])[..4],
        [
            ("公司", "Square（Block, Inc.）"),
            ("场景", "移动收款与商户服务"),
            ("技术栈", "Temporal + PostgreSQL"),
            ("规模", "处理数百万笔交易/天"),
        ]
    );
    assert_eq!(plan.cases[0].name, "Square - 支付处理系统");
    let place = &plan.cases[0].place;
    assert!(LIBRARY[place.span.range()].starts_with("#### 案例1：Square"));
}

#[test]
fn cases_are_told_by_what_stands_under_a_heading() {
    for (text, wanted) in [
        (
            "# Plan\n\n## FinTech\n\n### 1.1 Square – Payments\n\n- **Company**: Square\n- **Scale**: 1M/day\n",
            "Square – Payments",
        ),
        ("# Plan\n\n### Square\n\n**公司**：Square\\\n**场景**：支付\n", "Square"),
        ("# Plan\n\n### Square\n\n公司：Square\n场景：支付\n", "Square"),
        (
            "# Plan\n\n### 🚀 Square\n\n| 项目 | 内容 |\n|---|---|\n| 公司 | Square |\n| 规模 | 大 |\n",
            "Square",
        ),
        ("# Plan\n\n### Square - 支付\n\n**分析维度**：\n\n1. 背景\n2. 成本\n", "Square - 支付"),
        (
            "# Plan\n\n### Square - 支付\n\n#### 案例概述\n\n- **场景**：支付\n\n#### 分析维度\n\n- 背景\n",
            "Square - 支付",
        ),
        (
            "# Plan\n\n### Square - 支付\n\n- 公司：Square\n- 分析维度：\n  - 背景\n  - 成本\n",
            "Square - 支付",
        ),
        ("# Plan\n\n- text\n\n### Case 7: Square\n", "Square"),
        ("案例1：Square\n===\n\n案例2：PayPal\n===\n", "Square|PayPal"),
    ] {
        assert_eq!(names(&read(text)).join("|"), wanted, "{text}");
    }
}

#[test]
fn other_headings_are_no_cases() {
    for text in [
        "",
        "# Plan\n",
        "# Square - 支付\n\n- **公司**：Square\n- **场景**：支付\n\n## 背景\n",
        "# Plan\n\n## 案例分析模板\n\n每个案例应包含：\n\n1. **背景**\n   - 业务\n",
        "# Plan\n\n## 分析维度\n\n- 背景\n- 成本\n",
        "# Plan\n\n## 联系 - 我们\n\n- **电话**：1\n- **邮箱**：a\n",
        "# Plan\n\n## 目标\n\n| 行业 | 数量 |\n|---|---|\n| 金融 | 2 |\n",
        "# Plan\n\n```markdown\n### 案例1：Square - 支付\n- **公司**：Square\n```\n",
        "# Plan\n\n> ### 案例1：Square - 支付\n>\n> - **公司**：Square\n> - **场景**：支付\n",
        "# Plan\n\n## 背景\n\n公司：Square 的业务\n",
    ] {
        assert_eq!(names(&read(text)), [""; 0], "{text}");
    }
}

#[test]
fn dimensions_are_plain_names() {
    let dimensions =
        |text: &str| read(&format!("# 计划\n\n#### 案例1：Square\n\n{text}")).cases[0].dimensions.clone();
    assert_eq!(
        dimensions("**分析维度**：\n\n- 📊 **背景**：业务\n- 1、成本\n- `错误`处理: 重试\n"),
        ["背景", "成本", "错误处理"]
    );
    assert_eq!(dimensions("**分析维度：** 背景、成本，风险\n"), ["背景", "成本", "风险"]);
    assert_eq!(dimensions("**Dimensions**\n\n1. Background\n2. Cost\n"), ["Background", "Cost"]);
    assert_eq!(dimensions("##### 分析维度（必需）\n\n- 背景\n"), [""; 0]);
    assert_eq!(
        dimensions("##### 1.1 分析维度\n\n各项如下。\n\n- 背景\n\n- 无关\n\n1. 别的\n"),
        ["背景", "无关"]
    );
    assert_eq!(dimensions("**分析维度**：\n\n---\n\n- 无关\n"), [""; 0]);
}

#[test]
fn the_first_markdown_link_is_the_document() {
    let document = |text: &str| {
        let plan = read(&format!(
            "[x](before.md)\n\n# 计划\n\n#### 案例1：Square\n\n{text}\n\n#### 案例2：PayPal\n\n[y](y.md)\n"
        ));
        assert_eq!(plan.cases[1].document.as_deref(), Some("docs/y.md"));
        plan.cases[0].document.as_deref().map(str::to_owned)
    };
    assert_eq!(
        document("[官网](https://x.org/a.md) ![图](a.png) [表](a.csv) [a](../cases/a%20b.md#x)").as_deref(),
        Some("cases/a b.md")
    );
    assert_eq!(document("##### 下级\n\n[a](/a.MD) [b](b.md)").as_deref(), Some("a.MD"));
    assert_eq!(document("[top](#x) [self](plan.md)"), None);
    assert_eq!(document("无"), None);
}

#[test]
fn a_field_says_what_no_heading_and_no_row_says() {
    let plan = read(
        "# 计划\n\n## 案例1：支付处理系统\n\n- **公司**：Square（Block）\n- **行业**：金融科技\n- **状态**：🚧 进行中\n",
    );
    let case = &plan.cases[0];
    assert_eq!((&*case.company, &*case.scene, &*case.industry), ("Square", "支付处理系统", "金融科技"));
    assert_eq!(case.state, State::InProgress);
    let table = "\n| 案例 | 状态 | 完成度 |\n|---|---|---|\n| Square | 已完成 | 100% |\n";
    let plan = read(&format!("# 计划\n\n## 案例1：Square - 支付\n\n- **状态**：进行中\n{table}"));
    assert_eq!(plan.cases[0].state, State::Done);
}

#[test]
fn a_document_is_the_case_of_its_link_or_title() {
    let plan = read(
        "# 计划\n\n## 案例1：Square - 支付处理系统\n\n[文档](square.md)\n\n## 案例2：PayPal - 跨境支付\n\n[文档](all.md)\n\n\
        ## 案例3：Amazon - 订单处理\n\n[文档](all.md)\n\n## 案例4：Amazon - 仓储\n\n## 案例5：Blizzard Entertainment - 编排\n\n\
        ## 案例6：Tesla\n\n## 案例7：阿里巴巴 - 双11\n",
    );
    for (path, name, wanted) in [
        // By the link, whatever the title, unless it is that of another case or company.
        ("docs/square.md", "移动收款", Some(0)),
        ("docs/./square.md", "Square - Payments", Some(0)),
        ("docs/square.md", "Amazon - 仓储", Some(3)),
        ("docs/square.md", "PayPal - 争议处理", None),
        // By the name.
        ("docs/x.md", "square — 支付 处理系统", Some(0)),
        ("docs/x.md", "案例3：Square：支付处理系统", Some(0)),
        ("docs/all.md", "Amazon - 订单处理", Some(2)),
        ("docs/all.md", "对比", None),
        // By the company, unless the scene is another one.
        ("docs/x.md", "Square", Some(0)),
        ("docs/x.md", "Square - 退款系统", None),
        ("docs/x.md", "Square 退款系统", None),
        ("docs/x.md", "Squarespace", None),
        ("docs/x.md", "Squ", None),
        ("docs/x.md", "Blizzard", Some(4)),
        ("docs/x.md", "Blizzard - 编排", Some(4)),
        ("docs/x.md", "Tesla, Inc. - 车辆数据", Some(5)),
        ("docs/x.md", "阿里 - 双 11", Some(6)),
        ("docs/x.md", "Amazon", None),
        ("docs/all.md", "Amazon", Some(2)),
        ("docs/x.md", "", None),
    ] {
        assert_eq!(plan.case_of(path, name), wanted, "{path} {name}");
    }
    assert_eq!(plan.case_of_same_company("Square - 退款系统"), Some(0));
    assert_eq!(plan.case_of_same_company("Stripe - 退款系统"), None);
}

#[test]
fn only_cells_that_are_not_true_are_changed() {
    let text = after(LIBRARY, &[(8, 8), (3, 8), (0, 8), (7, 8), (8, 8)]);
    let changed: Vec<_> = LIBRARY
        .lines()
        .zip(text.lines())
        .filter(|(before, after)| before != after)
        .map(|(_, after)| after)
        .collect();
    assert_eq!(
        changed,
        [
            "| 金融科技 | PayPal | 🚧 进行中 | 37% |",
            "| 电商 | Alibaba | 🚧 进行中 | 87% |",
            "| 游戏 | Blizzard | ✅ 完成 | 100% |",
        ]
    );
    assert_eq!(text.lines().count(), LIBRARY.lines().count());
    let none = after(LIBRARY, &[]);
    assert!(none.contains("| **总计** | **8个** | **0个** | **0%** |"));
    assert!(none.contains("| 金融科技 | Square | ⏳ 待开始 | 0% |"));
    assert_eq!(after(LIBRARY, &[(8, 8), (0, 8), (0, 8), (8, 8)]), LIBRARY);
}

const HEADINGS: &str = "# 计划\n\n## 案例1：A - x\n\n## 案例2：B - y\n\n";

#[test]
fn a_table_keeps_its_manner() {
    for (table, progress, wanted) in [
        // The words of the table, and for what it has none, the usual ones in its manner.
        (
            "| 案例 | 状态 | 完成度 |\n|---|---|---|\n| A | 未开始 | 0 % |\n| B | **未开始** | **0.0％** |\n",
            [(1, 1), (1, 3)],
            "| 案例 | 状态 | 完成度 |\n|---|---|---|\n| A | 完成 | 100 % |\n| B | **进行中** | **33％** |\n",
        ),
        (
            "| Status | Case | Progress |\n|---|---|---|\n| Planned   | A | ░░░░ 0%|\n| ✅ Finished | B | 100% |\n",
            [(1, 1), (1, 2)],
            "| Status | Case | Progress |\n|---|---|---|\n| ✅ Finished   | A | ░░░░ 100%|\n| 🚧 In progress | B | 50% |\n",
        ),
        // What is true stays, also in other words; words that nobody knows stay.
        (
            "| 案例 | 状态 | 完成度 |\n|---|---|---|\n| A | 撰写中 | 33.3% |\n| B | 评审中 | 三分之一 |\n",
            [(1, 3), (1, 1)],
            "| 案例 | 状态 | 完成度 |\n|---|---|---|\n| A | 撰写中 | 33.3% |\n| B | 评审中 | 三分之一 |\n",
        ),
        // Blank cells are filled in, absent ones are not.
        (
            "| 案例 | 状态 | 完成度 |\n|---|---|---|\n| A |  | - |\n| B ||\n",
            [(1, 1), (0, 1)],
            "| 案例 | 状态 | 完成度 |\n|---|---|---|\n| A | ✅ 完成 | 100% |\n| B | ⏳ 待开始 |\n",
        ),
        // Rows are found in any order, by beginnings and inside links; others are as they say.
        (
            "|完成度|状态|案例|\n|-|-|-|\n|0%|待开始|[B - y](b.md)|\n|100%|完成|C|\n|0%|待开始|案例1：A|\n|33%|1 / 3|总计|\n",
            [(1, 1), (0, 1)],
            "|完成度|状态|案例|\n|-|-|-|\n|0%|待开始|[B - y](b.md)|\n|100%|完成|C|\n|100%|完成|案例1：A|\n|66%|2 / 3|总计|\n",
        ),
        // A total that has been the mean stays one.
        (
            "| 案例 | 状态 | 完成度 |\n|---|---|---|\n| A | 进行中 | 50% |\n| B | 待开始 | 0% |\n| 合计 | 0 | 25% |\n",
            [(3, 4), (1, 2)],
            "| 案例 | 状态 | 完成度 |\n|---|---|---|\n| A | 进行中 | 75% |\n| B | 进行中 | 50% |\n| 合计 | 0 | 62% |\n",
        ),
    ] {
        let text = format!("{HEADINGS}{table}");
        assert_eq!(after(&text, &progress), format!("{HEADINGS}{wanted}"));
    }
}

#[test]
fn an_industry_tells_cases_of_one_company_apart() {
    let text = "# 计划\n\n## 1. 电商案例（1个）\n\n### 案例1：Amazon - 订单\n\n## 2. 云计算\n\n### 案例1：Amazon - 计量\n\n\
        | 行业 | 案例 | 状态 | 完成度 |\n|---|---|---|---|\n| 云 | Amazon | 待开始 | 0% |\n| 电商行业 | Amazon | 待开始 | 0% |\n| 游戏 | Amazon | 待开始 | 0% |\n";
    let text = after(text, &[(1, 1), (0, 1)]);
    assert!(text.contains("| 云 | Amazon | 待开始 | 0% |\n| 电商行业 | Amazon | 完成 | 100% |\n| 游戏 | Amazon | 待开始 | 0% |"), "{text}");
}

#[test]
fn tables_that_tell_no_progress_are_left_alone() {
    for table in [
        "| 案例 | 状态 |\n|---|---|\n| A | 待开始 |\n",
        "| 案例 | 状态 | 完成度 |\n|---|---|---|\n| C | 待开始 | 0% |\n",
        "| 案例 | 状态 | 完成度 |\n|---|---|---|\n",
        "```\n| 案例 | 状态 | 完成度 |\n|---|---|---|\n| A | 待开始 | 0% |\n```\n",
    ] {
        let text = format!("{HEADINGS}{table}");
        assert_eq!(after(&text, &[(1, 1), (1, 1)]), text);
    }
}

#[test]
fn a_plan_of_many_cases_is_read_whole() {
    let cases: String =
        (0..4_000).map(|n| format!("## 案例1：Amazon {n} - 订单 {n}\n\n- **公司**：Amazon\n\n")).collect();
    let rows: String = (0..4_000).map(|n| format!("| Amazon {n} | 待开始 | 0% |\n")).collect();
    let text = format!("# 计划\n\n{cases}| 案例 | 状态 | 完成度 |\n|---|---|---|\n{rows}");
    let done = after(&text, &[(1, 1); 4_000]);
    assert_eq!(done.matches("| 完成 | 100% |").count(), 4_000);
}

proptest! {
    #[test]
    fn everything_but_the_cells_stays_byte_for_byte(
        crlf in any::<bool>(), mark in any::<bool>(), unfinished in any::<bool>(),
        cells in proptest::collection::vec((" {0,2}", "(⏳ 待开始|进行中|\\*\\*进行中\\*\\*|__✅ 完成__|评审中||-)", " {0,2}", " ?([0-9]{0,3}(\\.5)? ?(%|％|个))? {0,2}"), 8),
        total in ("[0-9]{0,2}个?", "(\\*\\*)?[0-9]{1,2}%(\\*\\*)?"),
        progress in proptest::collection::vec((0u32..5, 0u32..5), 8),
    ) {
        let names = ["Square", "PayPal", "Amazon", "Alibaba", "Blizzard", "Epic Games", "Tesla", "Siemens"];
        let (before, rest) = LIBRARY.split_once("| 金融科技 | Square |").expect("a table");
        let (_, behind) = rest.split_once("\n\n").expect("text behind the table");
        let rows: String = names.iter().zip(&cells).map(|(name, (open, state, close, completion))| {
            format!("| 行业 | {name} |{open}{state}{close}|{completion}|\n")
        }).collect();
        let mut text = format!("{before}{rows}| 总计 | 8个 | {} | {} |\n\n{behind}", total.0, total.1);
        if unfinished {
            text.truncate(text.trim_end().len());
        }
        if mark {
            text.insert(0, '\u{feff}');
        }
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        let once = after(&text, &progress);
        // Nothing but cells of two columns differs, and what is up to date stays.
        prop_assert_eq!(without_cells(&once), without_cells(&text));
        prop_assert_eq!(after(&once, &progress), once.clone());
        for (case, (&(satisfied, required), (_, state, ..))) in read(&once).cases.iter().zip(progress.iter().zip(&cells)) {
            if !state.contains("评审中") {
                prop_assert_eq!(case.state, CaseProgress { satisfied, required }.state());
            }
        }
    }

    #[test]
    fn any_text_is_a_plan(text in "(#{1,4} |- |\\*\\*|案例1|：|\\| ?|状态|完成度|---|公司|分析维度|A|\n|\r\n|  |\\[a\\]\\(a.md\\)|0%){0,60}", satisfied in 0u32..3) {
        let done = after(&text, &[(satisfied, 2); 4]);
        prop_assert_eq!(after(&done, &[(satisfied, 2); 4]), done);
    }
}

/// The text with the last two cells of the rows about cases and their total left out.
fn without_cells(text: &str) -> String {
    let table = text.find("| 行业 | 案例 | 状态").expect("a table");
    let end = table + text[table..].find("总计一行").unwrap_or(text.len() - table);
    let row = |line: &str| match line.match_indices('|').nth(2) {
        Some((at, _)) => format!("{}{}", &line[..at], line.matches('|').count()),
        None => line.to_owned(),
    };
    format!(
        "{}{}{}",
        &text[..table],
        text[table..end].split_inclusive('\n').map(row).collect::<String>(),
        &text[end..]
    )
}
