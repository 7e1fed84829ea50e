//! What a desk publishes beside its digests: pages that are made anew from what the store holds.
//!
//! [`record`] is what all numbered digests and the visit diary come to, the one value that every such page is made from,
//! so that no two of them disagree.
//!
//! [`archive`] is a static site, [`site`] keeps the files of such a folder; [`wiki`] is a folder of pages that people write
//! in too.

pub mod archive;
pub mod record;
pub mod site;
pub mod wiki;
