/** Id of a session's row in the document, for `aria-activedescendant`. */
export const rowId = (sessionId: string): string => `session-${sessionId}`
