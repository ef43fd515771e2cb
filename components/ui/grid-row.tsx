import type { ComponentProps } from 'react'
import { GRID_ROLES } from './grid-roles.ts'

/** A row of a grid, drawn at its place; `position` counts from 1 with the head. It is reached by the grid's own keys. */
export function GridRow({
  position,
  selected,
  ...rest
}: ComponentProps<'div'> & { position: number; selected?: boolean }) {
  const aria = { 'aria-rowindex': position, ...(selected !== undefined && { 'aria-selected': selected }) }
  return <div {...GRID_ROLES.row} {...aria} {...rest} />
}
