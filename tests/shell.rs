//! What packagers need: completions and manual pages of every command.

use assert_cmd::Command;

fn attache(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("attache").expect("the binary is built");
    command.args(args);
    command
}

#[test]
fn completions_know_the_commands() {
    for (shell, sign) in
        [("bash", "complete -F _attache"), ("zsh", "#compdef attache"), ("fish", "complete -c attache")]
    {
        let printed = attache(&["completions", shell]).assert().success();
        let text = String::from_utf8_lossy(&printed.get_output().stdout).into_owned();
        assert!(text.contains(sign) && text.contains("verify"), "{shell}: {text:.200}");
    }
    attache(&["completions", "dos"]).assert().code(2);
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("man");
    attache(&["man"]).arg(&pages).assert().success();
    for name in ["attache.1", "attache-brief.1", "attache-digest-edit.1"] {
        let page = std::fs::read_to_string(pages.join(name)).expect(name);
        assert!(page.contains(".SH SYNOPSIS"), "{name}: {page:.200}");
    }
    let printed = attache(&["man"]).assert().success();
    assert!(String::from_utf8_lossy(&printed.get_output().stdout).contains("attache\\-brief(1)"));
}
