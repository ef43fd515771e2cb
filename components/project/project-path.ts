/** Where a project's administration is. */
export const projectPath = (id: string): string => `/admin/projects/${id}`
