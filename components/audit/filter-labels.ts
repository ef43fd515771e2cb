/** The log's filters, as its page names them. */
export const FILTER_LABELS: Partial<Record<string, string>> = {
  person: 'Person',
  action: 'Action',
  project: 'Project',
  phase: 'Outcome',
  outcome: 'Outcome',
  from: 'From',
  to: 'To',
  subject: 'On',
  text: 'Find in reasons',
  before: 'Older entries',
  entry: 'Entry',
}
