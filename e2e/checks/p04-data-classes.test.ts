import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { classesOf, dataClasses, textColumns } from '../kit/data-classes.ts'

/** P4: of every column that can hold text it is written down whether it holds something of a person, a secret, or neither. */
const schema = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8')

test('every text column of the schema has a class, and no class is of a column that is gone', () => {
  expect(Object.keys(classesOf()).sort()).toEqual(textColumns(schema).sort())
})

test('a class is one of three', () => {
  const known = Object.values(classesOf()).filter((one) => !dataClasses.includes(one))
  expect(known).toEqual([])
})

test('a new column is found, whatever kind of text it is', () => {
  const added = `${schema}\nmodel Diary {\n  id String @id @db.Uuid\n  note String? @default("")\n  tags String[]\n  more Json\n}\n`
  expect(textColumns(added).filter((column) => column.startsWith('Diary.'))).toEqual([
    'Diary.note',
    'Diary.tags',
    'Diary.more',
  ])
})
