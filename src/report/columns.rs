//! Cells in columns that line up in both languages, for the catalogue, explanations and what a run can tell about itself.

use unicode_width::UnicodeWidthStr;

/// The side of a column that its cells stand on.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    /// For words.
    Left,
    /// For numbers.
    Right,
}

/// One line per row, with two blanks between columns and none at the end.
pub(crate) fn lines<const N: usize>(sides: [Side; N], rows: &[[String; N]]) -> Vec<String> {
    let widths: [usize; N] =
        std::array::from_fn(|column| rows.iter().map(|row| row[column].width()).max().unwrap_or(0));
    rows.iter()
        .map(|row| {
            let cells: [String; N] = std::array::from_fn(|column| {
                let cell = &row[column];
                let blanks = " ".repeat(widths[column] - cell.width());
                match sides[column] {
                    Side::Left => format!("{cell}{blanks}"),
                    Side::Right => format!("{blanks}{cell}"),
                }
            });
            cells.join("  ").trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns_a_character() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned);
        let rows = [row(["规则", "次", "x"]), row(["a", "1,000", ""]), row(["longer", "2", "数据"])];
        let lines = lines([Side::Left, Side::Right, Side::Left], &rows);
        assert_eq!(lines, ["规则       次  x", "a       1,000", "longer      2  数据"]);
    }
}
