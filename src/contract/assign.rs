//! The best one-to-one assignment of slots to places, whatever their order.

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;
use rustc_hash::{FxHashMap, FxHashSet};

/// A slot that a place may stand for, and how much is to be said for it.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// The slot.
    pub slot: usize,
    /// The place.
    pub place: usize,
    /// More is better; above zero.
    pub weight: i64,
}

/// The assignment with the greatest sum of weights, in the order of the slots.
///
/// Few titles fit more than one slot, so that most slots are settled alone; what is entangled is settled by the method of
/// Kuhn and Munkres.
pub fn assign(edges: &[Edge]) -> Vec<(usize, usize)> {
    if edges.is_sorted_by(|edge, next| edge.place < next.place) {
        return best_of_each(edges);
    }
    let mut of_slot: FxHashMap<usize, Vec<Edge>> = FxHashMap::default();
    let mut of_place: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for &edge in edges {
        of_slot.entry(edge.slot).or_default().push(edge);
        of_place.entry(edge.place).or_default().push(edge.slot);
    }
    let mut slots: Vec<usize> = of_slot.keys().copied().collect();
    slots.sort_unstable();
    let mut assigned = Vec::new();
    let mut seen = FxHashSet::default();
    for slot in slots {
        if !seen.insert(slot) {
            continue;
        }
        let mut entangled = vec![slot];
        let mut next = 0;
        while next < entangled.len() {
            for edge in &of_slot[&entangled[next]] {
                entangled.extend(of_place[&edge.place].iter().copied().filter(|&other| seen.insert(other)));
            }
            next += 1;
        }
        entangled.sort_unstable();
        settle(&entangled, &of_slot, &mut assigned);
    }
    assigned.sort_unstable();
    assigned
}

/// The best place of each slot, where no place is wanted twice.
fn best_of_each(edges: &[Edge]) -> Vec<(usize, usize)> {
    let mut edges = edges.to_vec();
    edges.sort_unstable_by_key(|edge| (edge.slot, -edge.weight, edge.place));
    edges.dedup_by_key(|edge| edge.slot);
    edges.iter().map(|edge| (edge.slot, edge.place)).collect()
}

fn settle(slots: &[usize], of_slot: &FxHashMap<usize, Vec<Edge>>, assigned: &mut Vec<(usize, usize)>) {
    // No slot needs more places to choose from than there are slots.
    let best = |slot: &usize| {
        let mut edges = of_slot[slot].clone();
        edges.sort_by_key(|edge| (-edge.weight, edge.place));
        edges.truncate(slots.len());
        edges
    };
    let edges: Vec<Vec<Edge>> = slots.iter().map(best).collect();
    if let [only] = edges.as_slice() {
        assigned.extend(only.first().map(|edge| (edge.slot, edge.place)));
        return;
    }
    let mut places: Vec<usize> = edges.iter().flatten().map(|edge| edge.place).collect();
    places.sort_unstable();
    places.dedup();
    // A column of its own for each slot lets it go without a place.
    let mut weights = Matrix::new(slots.len(), places.len() + slots.len(), i64::from(i32::MIN));
    for (row, edges) in edges.iter().enumerate() {
        weights[(row, places.len() + row)] = 0;
        for edge in edges {
            let column = places.partition_point(|&place| place < edge.place);
            weights[(row, column)] = edge.weight;
        }
    }
    let (_, columns) = kuhn_munkres(&weights);
    let settled = columns.iter().enumerate().filter(|(_, column)| **column < places.len());
    assigned.extend(settled.map(|(row, &column)| (slots[row], places[column])));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assigned(edges: &[(usize, usize, i64)]) -> Vec<(usize, usize)> {
        let edges: Vec<_> = edges.iter().map(|&(slot, place, weight)| Edge { slot, place, weight }).collect();
        assign(&edges)
    }

    #[test]
    fn the_sum_counts_and_not_who_comes_first() {
        assert_eq!(assigned(&[(0, 0, 100), (0, 1, 95), (1, 0, 100)]), [(0, 1), (1, 0)]);
        assert_eq!(assigned(&[(0, 7, 95), (0, 3, 100)]), [(0, 3)]);
        assert_eq!(assigned(&[(0, 0, 100), (1, 0, 90)]), [(0, 0)]);
        assert_eq!(assigned(&[(0, 2, 9), (1, 1, 9), (2, 0, 9)]), [(0, 2), (1, 1), (2, 0)]);
        assert_eq!(assigned(&[]), []);
    }

    #[test]
    fn many_places_of_the_same_name_cost_little() {
        let edges: Vec<_> = (0..20_000).flat_map(|place| [(0, place, 100), (1, place, 100)]).collect();
        assert_eq!(assigned(&edges).len(), 2);
    }
}
