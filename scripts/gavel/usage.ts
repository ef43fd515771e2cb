export const USAGE = `Usage: npm run gavel -- <command> [options]

  create-admin --email <address> --name <name>   Make an admin. The password is made and shown once;
               [--password-stdin]                or read from the standard input
  reset-password <address> [--password-stdin]    Set a new password, shown once, and end all their devices
  people                                         Who works here, what they hold, when they were last seen
  rotate-keys                                    Seal everything under the first key of GAVEL_MASTER_KEYS
  restored                                       After a backup was put back: sign everybody out, void every link
  audit verify [--checkpoints <file> | --outside]  Recompute the audit log, and hold it against signed checkpoints,
               [--key <public key, PEM>]
  audit key                                      The public key that checkpoints are checked with
  audit export [--format csv|jsonl] [--out <file>] [--from <day>] [--to <day>]
  files verify [--archive <id>]                  Read kept recordings and compare them with their digests
  doctor                                         Whether everything is in order, and what to do where it is not

  --json   One JSON object on the standard output
  --help   This text

It exits with 1 when something failed. What changes something is on the record.`
