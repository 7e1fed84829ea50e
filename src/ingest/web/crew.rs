//! Work on many pages, hosts side by side, the pages of one host one after the other.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::turns::AT_ONCE;

/// Does the work for each job, those of a few hosts at once; what comes out is in the order of the jobs. Jobs of one
/// host are done in their order by one thread.
pub fn each<J: Sync, T: Send>(jobs: &[J], host: impl Fn(&J) -> String, work: impl Fn(&J) -> T + Sync) -> Vec<T> {
    let mut hosts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (n, job) in jobs.iter().enumerate() {
        hosts.entry(host(job)).or_default().push(n);
    }
    let groups: Vec<Vec<usize>> = hosts.into_values().collect();
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        while let Some(group) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.extend(group.iter().filter_map(|n| Some((*n, work(jobs.get(*n)?)))));
        }
        done
    };
    let mut done: Vec<(usize, T)> = std::thread::scope(|scope| {
        let crew: Vec<_> = (0..groups.len().min(AT_ONCE)).map(|_| scope.spawn(worker)).collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, Vec<(usize, T)>>| {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        crew.into_iter().flat_map(join).collect()
    });
    done.sort_by_key(|(n, _)| *n);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        let jobs: Vec<usize> = (0..50).collect();
        let doubled = each(&jobs, |n| (n % 7).to_string(), |n| n * 2);
        assert_eq!(doubled, (0..50).map(|n| n * 2).collect::<Vec<_>>());
        assert!(each(&[] as &[usize], |n| n.to_string(), |n| *n).is_empty());
    }
}
