//! What is a quantity of which class in contracts; what is one at all is told where they are read.

use super::*;

const ALL: [QuantityClass; 7] = QuantityClass::ALL;

fn count(text: &str, class: QuantityClass) -> usize {
    quantity::in_text(text).iter().filter(|quantity| class.holds(quantity)).count()
}

#[test]
fn quantities_have_a_class() {
    let mut failed = Vec::new();
    for (class, texts) in [
        (
            QuantityClass::Time,
            &[
                "99 ms",
                "99ms",
                "P99 延迟 99ms",
                "３ 天",
                "3-5 天",
                "3～5天",
                "两周",
                "三个月",
                "半年",
                "24小时",
                "1.5 秒",
                "1500 年",
                "30-day",
                "three days",
                "within 5 minutes",
                "5 s",
                "10 to 20 seconds",
                "延迟低于5毫秒",
                "几天",
                "12 个工作日",
                "<10ms",
                "2 hours",
                "100μs",
                "5 人天",
            ][..],
        ),
        (
            QuantityClass::Money,
            &[
                "$5",
                "US$1.5M",
                "¥3,000",
                "￥3000",
                "3 万元",
                "1.2亿美元",
                "5 元/月",
                "20 million dollars",
                "USD 500",
                "5000 人民币",
                "$3–5M",
                "五百万元",
                "$5B",
                "约 100 万美元",
                "€ 20",
                "$0.01 per request",
                "$100-$200",
            ],
        ),
        (
            QuantityClass::Percent,
            &[
                "5%",
                "５％",
                "99.99%",
                "3 个百分点",
                "30-40%",
                "3%-5%",
                "百分之三十",
                "百分之 30",
                "12 percent",
                "三个百分点",
            ],
        ),
        (QuantityClass::Size, &["5 GB", "512KB", "64 MiB", "10 TB", "1024 字节", "512 B", "1.5 petabytes"]),
        (
            QuantityClass::Rate,
            &[
                "5,000 TPS",
                "3 万笔/秒",
                "58.3 万笔/秒",
                "5000 次每秒",
                "100 MB/s",
                "10 Gbps",
                "每秒 5000 笔",
                "QPS 达到 5000",
                "TPS：5000",
                "3 requests per second",
                "每天处理 300 万笔",
                "日均 300 万笔",
                "5000/s",
                "2k req/s",
            ],
        ),
        (
            QuantityClass::Count,
            &[
                "5 台",
                "3 users",
                "5,000 concurrent users",
                "300 万笔",
                "3 亿用户",
                "100+ 台",
                "30 多家",
                "超过 3 亿",
                "2k users",
                "1.5 million monthly active users",
                "数百万笔交易",
                "8个案例",
                "16 vCPU",
                "5 million",
            ],
        ),
        (QuantityClass::Any, &["3 倍", "10x", "5 km", "9.5/10"]),
    ] {
        for text in texts {
            let found: Vec<_> = ALL.into_iter().filter(|&other| count(text, other) == 1).collect();
            let expected = [QuantityClass::Any, class];
            if found != expected[usize::from(class == QuantityClass::Any)..] {
                failed.push(format!("{text}: {found:?}"));
            }
        }
    }
    assert_eq!(failed, Vec::<String>::new());
}

#[test]
fn several_quantities_are_several() {
    let text = "在 2024 年，P99 从 5 s 降到 99 ms，成本下降 30%，覆盖 3 家门店，共 $5M。";
    for (class, expected) in ALL.into_iter().zip([5, 2, 1, 1, 0, 0, 1]) {
        assert_eq!(count(text, class), expected, "{class:?}");
    }
}
