//! The tokens of a formula, the same for prose and for TeX, so that one parser reads both.

use std::ops::Range;

use rust_decimal::Decimal;

/// A formula in the making: the text that is read, and where each byte of it stands in the document.
#[derive(Debug, Default)]
pub(super) struct Passage {
    /// The text as a reader sees it, full-width characters folded.
    pub text: String,
    /// For each byte where its character begins and ends in the document.
    places: Vec<(u32, u32)>,
}

impl Passage {
    /// Adds a character that stands at `place`.
    pub fn push(&mut self, c: char, place: Range<usize>) {
        self.text.push(c);
        self.places.resize(self.text.len(), (place.start as u32, place.end as u32));
    }

    /// Where in the document a part of the text stands.
    pub fn place(&self, part: Range<usize>) -> Range<usize> {
        let at = |byte: usize| {
            self.places.get(byte).map_or((0, 0), |&(start, end)| (start as usize, end as usize))
        };
        let (start, end) = (at(part.start).0, at(part.end.saturating_sub(1)).1);
        start..end.max(start)
    }
}

/// Longer brackets are sentences.
const LONGEST_REMARK: usize = 120;

/// A sign between numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Plus,
    /// `certain` is false for a hyphen or dash, which may also join a range.
    Minus {
        certain: bool,
    },
    Times,
    /// `slash` is false for a sign that means nothing but division.
    Divide {
        slash: bool,
    },
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// Digits, with the unit in their last place.
    Number {
        value: Decimal,
        ulp: Decimal,
    },
    /// Letters of one script.
    Word,
    Operator(Operator),
    /// `^`
    Power,
    /// `²`
    Raised(u8),
    /// `=`
    Equals,
    /// `≈`
    About,
    /// `~` before a number.
    Tilde,
    Percent,
    Permille,
    Currency,
    /// `(`, and in TeX `{`.
    Open,
    Close,
    /// `\frac`
    Fraction,
    /// `\sqrt`
    Root,
    /// `\log`
    Log,
    /// `\ln`
    Ln,
    /// What ends a sentence or clause.
    Break,
    /// `<`, `→` and their like: a formula ends here.
    Compare,
    /// Anything else: what it touches can't be read.
    Opaque,
}

/// A token and where it stands in the [`Passage`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    /// A blank stands before it.
    pub spaced: bool,
    /// The index of the other bracket.
    pub partner: usize,
}

/// Tokens with what is asked of them again and again.
#[derive(Debug)]
pub(super) struct Tokens<'p> {
    pub passage: &'p Passage,
    pub list: Vec<Token>,
    /// How many numbers, relations and breaks come before each token.
    numbers: Vec<u32>,
    relations: Vec<u32>,
    /// Letters are variables, and numbers beside each other are multiplied.
    pub is_tex: bool,
}

impl<'p> Tokens<'p> {
    /// Pairs the brackets; one without a partner is a break.
    pub fn new(passage: &'p Passage, mut list: Vec<Token>, is_tex: bool) -> Self {
        let mut open: Vec<usize> = Vec::new();
        for at in 0..list.len() {
            match list[at].kind {
                Kind::Open => open.push(at),
                Kind::Close => {
                    let fits = open.last().is_some_and(|&other| {
                        let pair = (
                            passage.text.as_bytes()[list[other].start],
                            passage.text.as_bytes()[list[at].start],
                        );
                        matches!(pair, (b'(', b')') | (b'[', b']') | (b'{', b'}'))
                    });
                    match open.pop().filter(|_| fits) {
                        Some(other) => {
                            list[other].partner = at;
                            list[at].partner = other;
                        }
                        None => list[at].kind = Kind::Break,
                    }
                }
                _ => {}
            }
        }
        for token in &mut list {
            if token.kind == Kind::Open && token.partner == usize::MAX {
                token.kind = Kind::Break;
            }
        }
        let count = |is: fn(Kind) -> bool| {
            let mut sum = 0;
            let mut sums = vec![0];
            sums.extend(list.iter().map(|token| {
                sum += u32::from(is(token.kind));
                sum
            }));
            sums
        };
        let numbers = count(|kind| matches!(kind, Kind::Number { .. }));
        let relations = count(|kind| matches!(kind, Kind::Equals | Kind::About | Kind::Compare));
        Tokens { passage, list, numbers, relations, is_tex }
    }

    pub fn text(&self, at: usize) -> &'p str {
        self.list.get(at).map_or("", |token| &self.passage.text[token.start..token.end])
    }

    pub fn kind(&self, at: usize) -> Kind {
        self.list.get(at).map_or(Kind::Break, |token| token.kind)
    }

    pub fn spaced(&self, at: usize) -> bool {
        self.list.get(at).is_none_or(|token| token.spaced)
    }

    /// What stands in the brackets that open at a token, if it is short enough to be a remark.
    pub fn remark(&self, open: usize) -> Option<&'p str> {
        let close = &self.list[self.list[open].partner];
        let remark = &self.passage.text[self.list[open].end..close.start];
        (remark.len() <= LONGEST_REMARK).then_some(remark)
    }

    pub fn has_number(&self, from: usize, to: usize) -> bool {
        self.numbers[from] != self.numbers[to]
    }

    pub fn has_relation(&self, from: usize, to: usize) -> bool {
        self.relations[from] != self.relations[to]
    }
}

/// Digits at the start of a text.
pub(super) enum Digits {
    /// A number of so many bytes.
    Number { value: Decimal, ulp: Decimal, len: usize },
    /// Digits that are no number, or allow more than one reading: a version, `12,5`, `007`.
    Other { len: usize },
}

/// Reads the digits that a text begins with. `separator` gives the length of a mark between thousands.
pub(super) fn digits(text: &str, separator: impl Fn(&str) -> Option<usize>) -> Digits {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut whole = String::new();
    let mut at = run(0);
    whole.push_str(&text[..at]);
    let first = at;
    let mut readable = true;
    while let Some(len) = separator(&text[at..]) {
        let group = run(at + len);
        if group == 0 {
            break;
        }
        // A comma between other groups may be a decimal comma or separate a list.
        readable &= group == 3 && first <= 3;
        whole.push_str(&text[at + len..at + len + group]);
        at += len + group;
    }
    readable &= !(whole.len() > 1 && whole.starts_with('0'));
    let mut decimals = 0;
    if bytes.get(at) == Some(&b'.') && run(at + 1) > 0 {
        decimals = run(at + 1);
        whole.push_str(&text[at + 1..at + 1 + decimals]);
        at += 1 + decimals;
        while bytes.get(at) == Some(&b'.') && run(at + 1) > 0 {
            readable = false;
            at += 1 + run(at + 1);
        }
    }
    let mut exponent = 0;
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let len = run((at + 1 + sign).min(bytes.len()));
        let behind = text[(at + 1 + sign + len).min(text.len())..].chars().next();
        if len > 0 && !behind.is_some_and(|c| c.is_ascii_alphanumeric()) {
            exponent = text[at + 1..at + 1 + sign + len].parse().unwrap_or(i32::MAX);
            at += 1 + sign + len;
        }
    }
    let number = readable.then(|| scaled(&whole, decimals, exponent)).flatten();
    match number {
        Some((value, ulp)) => Digits::Number { value, ulp, len: at },
        None => Digits::Other { len: at },
    }
}

/// The value of digits, of which the last `decimals` are behind the point, and one unit in the last place.
fn scaled(digits: &str, decimals: usize, exponent: i32) -> Option<(Decimal, Decimal)> {
    if digits.len() > 24 || exponent.unsigned_abs() > 24 {
        return None;
    }
    let scale = i32::try_from(decimals).ok()?.checked_sub(exponent)?;
    let digits = Decimal::from_str_exact(digits).ok()?;
    let ulp = match u32::try_from(scale) {
        Ok(scale) if scale <= 24 => Decimal::new(1, scale),
        Ok(_) => return None,
        Err(_) => power_of_ten(scale.unsigned_abs())?,
    };
    Some((digits.checked_mul(ulp)?, ulp))
}

/// Ten to this power, if a decimal holds it.
pub(super) fn power_of_ten(power: u32) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(10i128.checked_pow(power)?, 0).ok()
}
