//! Which number is due after another is asked in several places and needs no document.

/// True if `parts` may come after `before`: the next number of its depth or of one above it, or the first below it.
pub fn follows(before: &[u32], parts: &[u32]) -> bool {
    let same = before.iter().zip(parts).take_while(|(a, b)| a == b).count();
    let rest = if same == before.len() {
        &parts[same..]
    } else {
        match parts.get(same) {
            Some(&part) if part == before[same] + 1 => &parts[same + 1..],
            _ => return false,
        }
    };
    (same < before.len() || !rest.is_empty()) && rest.iter().all(|&part| part <= 1)
}

/// The number after `parts` in its depth.
pub fn next(parts: &[u32]) -> Vec<u32> {
    let mut next = parts.to_vec();
    if let Some(last) = next.last_mut() {
        *last += 1;
    }
    next
}

/// What was due after `before`, in the depth of `parts`.
pub fn expected(before: &[u32], parts: &[u32]) -> Vec<u32> {
    if parts.len() > before.len() && parts.starts_with(before) {
        return [before, &[1]].concat();
    }
    let mut expected = next(&before[..parts.len().min(before.len())]);
    expected.resize(parts.len(), 1);
    expected
}
