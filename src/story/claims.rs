pub fn claims(_: &[&crate::model::Reading]) -> Vec<crate::model::Check> {
    Vec::new()
}
