//! Texts that nobody writes on purpose: they cost no panic, and no more time than their length.

use super::formulas;

proptest::proptest! {
    #[test]
    fn no_text_is_too_strange(text in r"[-0-9０-９,.+*/×÷^²%$¥()（）=≈<>~ \n万亿Kx约节点秒a-f_\\{}|`]{0,60}") {
        let _ = formulas(&text);
        let _ = formulas(&format!("${text}$"));
        let _ = formulas(&format!("```math\n{text}\n```"));
    }

    #[test]
    fn tex_is_never_too_strange(parts in proptest::collection::vec(
        proptest::sample::select(vec![
            r"\frac", "{", "}", "1", "2.5", r"\text{万}", "=", "^", "_", r"\sqrt", "[", "]", r"\log", r"\ln", "e^", "-",
            r"\times", r"\%", r"\left(", r"\right)", "(", ")", r"\approx", "x", "0", r"\,", r"\\", "&", "节", "10",
        ]), 0..40)) {
        let _ = formulas(&format!("```math\n{}\n```", parts.concat()));
    }
}

#[test]
fn time_grows_with_the_text_and_no_faster() {
    const SIZE: usize = 40_000;
    let texts = [
        "(".repeat(SIZE) + "1+1=3",
        "1+".repeat(SIZE) + "n=3",
        "(1+n)*".repeat(SIZE) + "2=3",
        "1+1=".repeat(SIZE),
        "2 × 3 = 7 ".repeat(SIZE / 4),
        "1 - ".repeat(SIZE) + "1 = 5",
        "5 nodes ".repeat(SIZE) + "= 3 + 3",
        "(1=(".repeat(SIZE) + "2",
        "(1=".repeat(SIZE) + "2" + &")".repeat(SIZE),
        "2 × 3=7(".repeat(SIZE / 4) + "2" + &")".repeat(SIZE / 4),
        format!("$${}$$ 1=1", r"1=\text{".repeat(SIZE)),
        "1+1=3+".repeat(SIZE / 4) + "1",
        "5".to_owned() + &" PB".repeat(SIZE) + " × 1 = 3",
        "5".to_owned() + &"/PB".repeat(SIZE) + " × 1 = 3",
        "1\n".repeat(SIZE) + "= 2 × 3",
        "2^".repeat(SIZE) + "2 = 3",
        "1/1*".repeat(SIZE) + "1 = 3",
        format!("$${}1=3$$", r"\frac{1}".repeat(SIZE)),
        format!("$${}1{}=3$$", r"\sqrt{".repeat(SIZE), "}".repeat(SIZE)),
        format!("$${}=3$$", r"\text{a}".repeat(SIZE)),
    ];
    for text in texts {
        let start = std::time::Instant::now();
        let _ = formulas(&text);
        assert!(start.elapsed().as_secs() < 10, "{} took {:?}", &text[..20], start.elapsed());
    }
}
