//! What the grammar reads, one line per case.

mod left_alone;
mod strange;

use super::*;
use crate::source::SourceFile;

fn formulas(text: &str) -> (Document, Formulas) {
    let doc = crate::markdown::parse(SourceFile::new("a.md", text.to_owned()));
    let formulas = Formulas::of(&doc);
    (doc, formulas)
}

/// `right`, `wrong: …` for each recomputed result, `skipped` for each formula that was not.
fn read(text: &str) -> String {
    let (_, formulas) = formulas(text);
    let shown = formulas.recomputed.iter().map(|it| match &it.wrong {
        None => "right".to_owned(),
        Some(wrong) => format!("{} = {}, not {}", wrong.formula, wrong.value, wrong.printed),
    });
    let skipped = (0..formulas.skipped).map(|_| "skipped".to_owned());
    shown.chain(skipped).collect::<Vec<_>>().join("; ")
}

#[track_caller]
fn all_are(expected: &str, cases: &[&str]) {
    let failing: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let got = read(case);
            (got != expected).then(|| format!("{case}\n      → {got}"))
        })
        .collect();
    assert!(failing.is_empty(), "not {expected}:\n{}", failing.join("\n"));
}

#[test]
fn arithmetic_that_holds_is_recomputed() {
    all_are(
        "right",
        &[
            "500 = 100 × 5",
            "100 × 5 = 500",
            "(200−120)÷120 = 66.7%",
            "100节点 × $10/小时 × 720小时 = $720,000",
            "8核 × 4 = 32核",
            "ROI = (500万 - 200万) / 200万 = 150%",
            "1 - 0.2 = 80%",
            "1 亿笔/天 ÷ 86,400 = 1,157 TPS",
            "1+1=2",
            "总成本为 39,900 + 18,000 = 57,900 元",
            "３ × ４ ＝ １２",
            "连接数 = ((8 × 2) + 1) × 4 = 68",
            "峰值QPS = 900万 / (2 × 3600) = 1250单/秒",
            "需要实例：41250 / 1000 × 1.3(冗余) = 54台",
            "A_total = 1 - (1-0.99)² = 99.99%",
            "单机 2 × 3 = 6",
            "2^10 = 1024",
            "2^16 = 64K",
            "2^32 = 4 billion",
            "- BDP = 125MB/s × 0.01s = 1.25MB",
            "10 Gbps / 8 = 1.25 GB/s",
            "50ms / 5 = 10ms",
            "1小时 + 30分钟 = 90分钟",
            "60 req/s × 5 min = 18000 req",
            "5 GB / 100 = 50 MB",
            "1GB × 1024 = 1TB",
            "100 nodes × $10/hour × 720 hours = $720,000",
            "100 nodes x $10 = $1,000",
            "3 x 5 = 15",
            "10+ × 5 = 50+",
            "5,000+ × 2 ≥ 1，而 5,000+ × 2 = 10,000+",
            "100 × 5 = 约 500",
            "560,000 ÷ 749,200 = 74.75%",
            "(200-120)/120 × 100 = 66.7%",
            "(200-120)/120 × 100% = 66.7%",
            "10 / 3 = 3",
            "10 / 3 ≈ 3.3",
            "1亿 ÷ 86400 ≈ 1160",
            "34 + 6 = 40B",
            "2.0MB * 5000 * 20k = 200 TB",
            "2 × -3 = -6",
            "5 - 8 = -3",
            "1.5e3 × 2 = 3000",
            "3.2 × 10^9 = 32亿",
            "(5+1)*10^5 = 0.572Mi",
            "5 \\* 3 = 15",
            "5 &times; 3 = 15",
            "**5 × 3** = **15**",
            "| a | b |\n| --- | --- |\n| x | 2 × 3 = 6 |",
            "# 2 × 3 = 6",
            "需要 15 台（5 × 3 = 15）",
            "$3,325/月 × 12 = $39,900/年",
            "9.5 × 0.25 = 2.38",
            "100 ×\n5 = 500",
            "100 × 5\n= 500",
            "70B × 2 = 140GB",
            "20% + 30% = 50%",
            "100 × 5 = 500，而不是 600",
            "1,157.4 × 3 = 3,472",
            "[(8 × 2) + 1] × 4 = 68",
            "2³ = 8",
            "1s / 10ms × 8 = 800 QPS",
            "并发 = 1000 QPS × 50ms = 50",
            "年停机 = (1 - 99.99%) × 365天 = 52.6分钟",
            "10GB / 1Gbps = 80 秒",
            "总延迟 = 10ms（网络）+ 20ms（处理）+ 5ms（存储）= 35ms",
            "3 nodes x 2 vCPU = 6 vCPU",
            "2 周 = 2 × 7 = 14 天",
            "3MB/2bytes=~1572k elements",
            "1294/4620 = .28",
            "5 × 3 = 15 > 10",
        ],
    );
}

#[test]
fn arithmetic_that_fails_is_told_with_its_derivation() {
    let cases = [
        ("500 = 100 × 6", "100 × 6 = 600, not 500"),
        ("(200−120)÷120 = 60%", "(200 - 120) ÷ 120 = 66.67%, not 60%"),
        (
            "100节点 × $10/小时 × 720小时 = $7,200,000",
            "100节点 × $10/小时 × 720小时 = $720,000, not $7,200,000",
        ),
        ("8核 × 4 = 36核", "8核 × 4 = 32核, not 36核"),
        ("ROI = (500万 - 200万) / 200万 = 250%", "(500万 - 200万) ÷ 200万 = 150%, not 250%"),
        ("1 - 0.2 = 90%", "1 - 0.2 = 80%, not 90%"),
        ("8.9 / 1,200 = 135x", "8.9 ÷ 1,200 = 0.0074x, not 135x"),
        ("Range Size: 32767 - 30000 = 12767", "32767 - 30000 = 2767, not 12767"),
        ("1 亿笔/天 ÷ 86,400 = 1,257 TPS", "1 亿笔/天 ÷ 86,400 = 1,157.41 TPS, not 1,257 TPS"),
        ("60 req/s × 5 min = 1800 req", "60 req/s × 5 min = 18000 req, not 1800 req"),
        ("100 nodes x $10 = $1,100", "100 nodes × $10 = $1,000, not $1,100"),
        ("所以共 12 × 12 = 140 个", "12 × 12 = 144 个, not 140 个"),
        ("$3,325/月 × 12 = $45,000/年", "$3,325/月 × 12 = $39,900/年, not $45,000/年"),
        ("10 × 20 + 5 = 200 + 6", "10 × 20 + 5 = 205, not 200 + 6"),
        ("5 × 3 = 15 = 3 × 6", "right; 3 × 6 = 18, not 15"),
        ("10*2+5*2=31", "10 × 2 + 5 × 2 = 30, not 31"),
        ("$500-$200=$350", "$500 - $200 = $300, not $350"),
        ("1 + 1/2 = 1.8", "1 + 1 ÷ 2 = 1.5, not 1.8"),
        ("1s / 10ms × 8 = 900 QPS", "1s ÷ 10ms × 8 = 800 QPS, not 900 QPS"),
        ("500 + 200 = 750万", "500 + 200 = 700万, not 750万"),
        ("1000 × 100 = 20万", "1000 × 100 = 10万, not 20万"),
        ("2^10 = 1000", "2^10 = 1024, not 1000"),
        ("a total of 3 × 5 = 16 pods", "3 × 5 = 15 pods, not 16 pods"),
        ("5 - 8 = 3", "5 - 8 = -3, not 3"),
        ("10+ × 5 = 40", "10+ × 5 = 50, not 40"),
        ("100 × 5 ≈ 520", "100 × 5 = 500, not 520"),
        ("1.5 × 4 = 7", "1.5 × 4 = 6, not 7"),
    ];
    for (case, expected) in cases {
        assert_eq!(read(case), expected, "{case}");
    }
}

#[test]
fn tex_is_read_like_prose() {
    let cases = [
        (r"$500 = 100 \times 5$", "right"),
        (r"$$\frac{8.9}{1,200} = 135x$$", "8.9 ÷ 1,200 = 0.0074x, not 135x"),
        (r"$$\frac{8.9}{1{,}200} \approx 0.0074$$", "right"),
        (r"$$\text{ROI} = \frac{500\text{万} - 200\text{万}}{200\text{万}} = 150\%$$", "right"),
        (r"$$\text{节省} = 1 - \dfrac{5}{50} = 90\%$$", "right"),
        (r"$$\text{节省} = 1 - \tfrac{5}{50} = 80\%$$", "1 - 5 ÷ 50 = 90%, not 80%"),
        (r"$\left( 200 - 120 \right) \div 120 = 66.7\%$", "right"),
        (r"$1\,000 \cdot 3 = 3\,000$", "right"),
        (r"$1\;000 \cdot 3 = 3\;100$", "1000 × 3 = 3000, not 3100"),
        (r"$P = 1 - 0.3^3 = 0.973$", "right"),
        (r"$2^{10} = 1024$", "right"),
        (r"$\sqrt{16} = 4$", "right"),
        (r"$\sqrt[3]{27} = 4$", "3√(27) = 3, not 4"),
        (r"$\log_2 1024 = 10$", "right"),
        (r"$\log 1000 = 3$", "right"),
        (r"$\log 8 = 3$", "right"),
        (r"$\ln 10 = 2.303$", "right"),
        (r"$\sqrt{16} + \log_2 1024 = 15$", "√(16) + log_2(1024) = 14, not 15"),
        (r"$e^{2} = 7.39$", "right"),
        (r"$e^{-2} = 0.235$", "e^(-2) = 0.13534, not 0.235"),
        (r"$100 \text{节点} \times \$10 \times 720 = \$720{,}000$", "right"),
        (r"$2(3+4) = 14$", "right"),
        (r"$\frac{1}{2} + \frac{1}{3} = 0.83$", "right"),
        (r"$50\text{ms} \times 3 = 150\text{ms}$", "right"),
        (
            r"$\begin{aligned} a &= 2 \times 3 = 6 \\ b &= 4 \times 5 = 21 \end{aligned}$",
            "right; 4 × 5 = 20, not 21",
        ),
        ("```math\n3 \\times 4 = 13\n```", "3 × 4 = 12, not 13"),
        (r"$1 + 2 + 3 = 6$", "right"),
        (r"$8 \div 2 \times 4 = 16$", "right"),
        (r"$S = x_1 = 2$", ""),
        (r"$n = 3f + 1 = 4$", "skipped"),
        (r"$\sum_{i=1}^{3} i = 1 + 2 + 3 = 7$", "1 + 2 + 3 = 6, not 7"),
        (r"$\lceil 5/2 \rceil = 3$", "skipped"),
        (r"$|3 - 5| = 2$", "skipped"),
        (r"$5! / 3 = 40$", "skipped"),
        (r"$\binom{5}{2} + 1 = 11$", "skipped"),
        (r"$2x + 3 = 7$", "skipped"),
        (r"$5 + 9 \equiv 2 \pmod{12}$", ""),
        (r"$5 + 9 = 2 \pmod{12}$", "skipped"),
        (r"$f(3) + 1 = 5$", "skipped"),
        (r"$\max(3, 5) + 1 = 6$", "skipped"),
        (r"$\{1, 2\} \cup 3 + 1 = 5$", "skipped"),
        (r"$x^2 + 1 = 5$", "skipped"),
        (r"$1/0 = 5$", "skipped"),
    ];
    for (case, expected) in cases {
        assert_eq!(read(case), expected, "{case}");
    }
}

#[test]
fn the_span_is_the_printed_result() {
    let cases = [
        ("共 **100 × 6** = **500 个**。", "500 个"),
        ("５００ ＝ １００ × ６", "５００"),
        (r"$$\frac{1}{4} = 35\%$$", r"35\%"),
        ("a\n\n> - 2 × 3 = 7 台", "7 台"),
        ("费用 5 × 2 = $11/月。", "$11/月"),
    ];
    for (text, expected) in cases {
        let (doc, formulas) = formulas(text);
        let spans: Vec<&str> = formulas.recomputed.iter().map(|it| doc.source.slice(it.span)).collect();
        assert_eq!(spans, [expected], "{text}");
    }
}

#[test]
fn slips_are_recognised() {
    let slip = |text: &str| {
        let (_, formulas) = formulas(text);
        formulas.recomputed.first().and_then(|it| it.wrong.as_ref()).map(|wrong| wrong.slip)
    };
    assert_eq!(slip("8.9 / 1,200 = 135x"), Some(Slip::Reciprocal));
    assert_eq!(slip("5 - 8 = 3"), Some(Slip::Sign));
    assert_eq!(slip("100 × 72 = 72,000"), Some(Slip::PowerOfTen(10.into())));
    assert_eq!(slip("100 × 72 = 720"), Some(Slip::PowerOfTen(rust_decimal::Decimal::new(1, 1))));
    assert_eq!(slip("100 × 72 = 8,200"), Some(Slip::None));
}
