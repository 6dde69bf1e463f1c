#!/usr/bin/env bash
# The step behind action.yml: tests, annotations on stdout, the job's summary, and one comment on the pull request that is
# found again by its first line. Its exit code is that of `patchsim test`.
set -uo pipefail

report="${RUNNER_TEMP:-/tmp}/patchsim-test.md"
rm -f "$report"

# One path a line when there are several lines, so that a path may hold spaces; else words, which may be globs.
if [[ "${PATCHSIM_PATHS:-.}" == *$'\n'* ]]; then
  mapfile -t paths < <(printf '%s\n' "$PATCHSIM_PATHS" | sed '/^[[:space:]]*$/d')
else
  read -r -a paths <<<"${PATCHSIM_PATHS:-.}"
fi
read -r -a command <<<"${PATCHSIM_COMMAND:-npx patchsim}"

"${command[@]}" test "${paths[@]}" -o github -o "md=$report"
code=$?

# An older comment must not go on saying that all is well.
if [ ! -s "$report" ]; then
  printf '<!-- patchsim test -->\n\n**patchsim test** could not test anything: see the log of the job.\n' >"$report"
fi

if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$report" >>"$GITHUB_STEP_SUMMARY"; fi

if [ "${PATCHSIM_COMMENT:-true}" = true ] && [ -n "${PATCHSIM_PULL_REQUEST:-}" ]; then
  comments="repos/$GITHUB_REPOSITORY/issues/$PATCHSIM_PULL_REQUEST/comments"
  marker="$(head -n 1 "$report")"
  # A comment that cannot be kept must not hide what the tests say.
  if id="$(gh api --paginate "$comments" --jq ".[] | select(.body | startswith(\"$marker\")) | .id" | head -n 1)"; then
    if [ -n "$id" ]; then
      gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$report" --silent ||
        echo '::warning::patchsim could not update its comment'
    else
      gh api --method POST "$comments" --field "body=@$report" --silent ||
        echo '::warning::patchsim could not write a comment'
    fi
  else
    echo '::warning::patchsim could not read the comments of the pull request'
  fi
fi

exit "$code"
