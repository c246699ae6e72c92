//! What a plan says of the progress of a case, in the words that people use for it.

use super::State;

/// Words for a state in a text of letters; where several fit, the first says more.
const HAN: [(State, &[&str]); 3] = [
    (State::NotStarted, &["待开始", "未开始", "待启动", "未启动", "待实施", "待办", "计划中"]),
    (
        State::InProgress,
        &["进行中", "未完成", "待完成", "部分完成", "撰写中", "编写中", "写作中", "实施中", "开发中"],
    ),
    (State::Done, &["完成"]),
];
const LATIN: [(State, &[&str]); 3] = [
    (State::NotStarted, &["not started", "to do", "todo", "to be", "planned", "pending", "backlog"]),
    (
        State::InProgress,
        &[
            "in progress",
            "ongoing",
            "wip",
            "started",
            "drafting",
            "incomplete",
            "not done",
            "not complete",
            "partly",
        ],
    ),
    (State::Done, &["done", "complete", "completed", "finished"]),
];
const SIGNS: [(State, &str); 3] =
    [(State::NotStarted, "⏳📋⬜🔲"), (State::InProgress, "🚧🔄🔨"), (State::Done, "✅✔☑🎉")];

impl State {
    /// All of them, in the order in which a case goes through them.
    pub const ALL: [State; 3] = [State::NotStarted, State::InProgress, State::Done];

    /// The state that a text such as `⏳ 待开始` or `Done` says; `None` if it says anything else.
    pub fn of(text: &str) -> Option<State> {
        if !text.contains(char::is_alphanumeric) {
            return first(&SIGNS, |signs| text.chars().any(|c| signs.contains(c)));
        }
        // `完成 60%` is a measure, which the state does not tell.
        if text.contains(['%', '％']) {
            return None;
        }
        let lower = text.to_lowercase();
        let words: String = lower
            .split(|c: char| !c.is_ascii_alphabetic())
            .filter(|word| !word.is_empty())
            .flat_map(|word| [" ", word])
            .chain([" "])
            .collect();
        first(&HAN, |known| known.iter().any(|word| text.contains(word)))
            .or_else(|| first(&LATIN, |known| known.iter().any(|word| words.contains(&format!(" {word} ")))))
    }

    /// What a table calls it if it has no word of its own for it.
    pub(crate) fn label(self, english: bool) -> &'static str {
        match (self, english) {
            (State::NotStarted, false) => "⏳ 待开始",
            (State::InProgress, false) => "🚧 进行中",
            (State::Done, false) => "✅ 完成",
            (State::NotStarted, true) => "⏳ Not started",
            (State::InProgress, true) => "🚧 In progress",
            (State::Done, true) => "✅ Done",
        }
    }
}

fn first<T: Copy>(known: &[(State, T)], fits: impl Fn(T) -> bool) -> Option<State> {
    known.iter().find(|&&(_, words)| fits(words)).map(|&(state, _)| state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_signs_say_a_state() {
        for (text, wanted) in [
            ("⏳ 待开始", Some(State::NotStarted)),
            ("🚧 进行中", Some(State::InProgress)),
            ("✅ 完成", Some(State::Done)),
            ("已完成", Some(State::Done)),
            ("**未完成**", Some(State::InProgress)),
            ("🚀 计划完成，待开始实施", Some(State::NotStarted)),
            ("Not started", Some(State::NotStarted)),
            ("in-progress", Some(State::InProgress)),
            ("Done (2024-05)", Some(State::Done)),
            ("abandoned", None),
            ("评审中", None),
            ("完成 60%", None),
            ("✅", Some(State::Done)),
            ("—", None),
            ("", None),
        ] {
            assert_eq!(State::of(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_label_says_its_state() {
        for state in State::ALL {
            for english in [false, true] {
                assert_eq!(State::of(state.label(english)), Some(state));
            }
        }
    }
}
