'use client'
import { Download } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuLabel } from '#components/ui/menu.tsx'
import type { PageQuery } from '#lib/record/model.ts'
import { exportPath } from './audit-path.ts'

/** Takes what the filters leave out as a file. */
export function ExportMenu({ query }: { query: PageQuery }) {
  const take = (format: 'csv' | 'jsonl') => location.assign(exportPath(query, format))
  const trigger = (
    <Button>
      <Download aria-hidden="true" className="size-3.5" />
      Export
    </Button>
  )
  return (
    <Menu label="Export" align="end" trigger={trigger}>
      <MenuLabel>That you took it goes on the record</MenuLabel>
      <MenuItem onSelect={() => take('csv')}>Table (CSV)</MenuItem>
      <MenuItem onSelect={() => take('jsonl')}>With hashes, to verify elsewhere (JSON lines)</MenuItem>
    </Menu>
  )
}
