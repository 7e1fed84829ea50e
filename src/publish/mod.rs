//! What a desk publishes beside its digests: pages that are made anew from what the store holds.
//!
//! [`record`] is what all numbered digests and the visit diary come to, the one value that every such page is made from,
//! so that no two of them disagree.
//!
//! [`archive`] is a static site, [`site`] keeps the files of such a folder; [`wiki`] is a folder of pages that people write
//! in too. [`owners`] says which desks such a folder belongs to, [`sample`] tries the templates of both on fictional
//! digests.

pub mod archive;
mod marks;
pub mod owners;
mod parts;
pub mod record;
pub mod sample;
pub mod site;
mod titles;
mod trial;
mod when;
pub mod wiki;

/// The contexts of the templates of the wiki and the archive, for [`describe`](crate::render::describe): a title, the
/// templates, the type.
pub fn contexts() -> Vec<(&'static str, &'static str, schemars::Schema)> {
    vec![
        ("The wiki", "the templates `wiki-*`", wiki::context()),
        ("The archive", "the templates of the folder `archive`", archive::context()),
    ]
}
