/**
 * Roles for a table whose rows are drawn one by one at their places: `<table>` would lay them out itself. The grid has the
 * one tab stop and says by `aria-activedescendant` which row the keys are on.
 */
export const GRID_ROLES = {
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  cell: { role: 'gridcell' },
  head: { role: 'columnheader' },
} as const
