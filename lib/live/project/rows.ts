/** What one batch says about each table's rows. Every member is evidence: merging it in any order gives the same row. */
export type SessionEvidence = {
  id: string
  createdAt: Date | null
  destroyedAt: Date | null
}

export type ConnectionEvidence = {
  sessionId: string
  projectId: string
  platformId: string
  kind: 'participant' | 'watcher'
  data: 'none' | 'grant' | 'person' | 'opaque' | 'personal'
  grantId: string | null
  personId: string | null
  createdAt: Date | null
  endedAt: Date | null
  endReason: string | null
  /** Only from reconciliation. */
  seenAt: Date | null
  missingAt: Date | null
}

export type StreamEvidence = {
  sessionId: string
  projectId: string
  platformId: string
  /** The platform's id of the connection it belongs to. */
  connection: string | null
  name: string | null
  videoType: string | null
  createdAt: Date | null
  endedAt: Date | null
  endReason: string | null
  seenAt: Date | null
  missingAt: Date | null
}

/** A row as the database answered: which of ours it is, for the platform's id. */
export type Placed = { id: string; projectId: string; platformId: string; sessionId: string }

export const keyOf = (row: { projectId: string; platformId: string }): string =>
  `${row.projectId} ${row.platformId}`
