/** Where a session's page is. */
export const sessionPath = (id: string): string => `/sessions/${id}`
