# What scripts that look into a browser need, for `source`: $tools is where it is installed. What cannot be had fails.

skip() { echo "skipped: $1"; }

# modules NAME…: those packages of npm beside the browser's driver, axe and html-validate.
modules() {
  command -v npm > /dev/null || return 1
  local name missing=''
  for name in playwright-core axe-core html-validate "$@"; do [ -d "$tools/node_modules/$name" ] || missing=yes; done
  [ -n "$missing" ] || return 0
  timeout 180 npm install --silent --no-audit --no-fund --prefix "$tools" \
    playwright-core@1.64.1 axe-core@4.14.1 html-validate@9.7.1 markdownlint-cli2@0.17.2 caniemail@1.0.5 > /dev/null 2>&1
}

browser() {
  CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || true)}
  if [ -z "$CHROMIUM" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
    timeout 150 sh -c 'apt-get update && apt-get install -y --no-install-recommends chromium fonts-dejavu-core' > /dev/null 2>&1 || true
    CHROMIUM=$(command -v chromium || true)
  fi
  export CHROMIUM
  [ -n "$CHROMIUM" ]
}
