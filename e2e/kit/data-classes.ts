import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** `none`: ids, codes, words of ours. `personal`: says or may say something of a person. `secret`: opens something. */
export const dataClasses = ['none', 'personal', 'secret'] as const
export type DataClass = (typeof dataClasses)[number]

const file = z.record(z.string(), z.enum(dataClasses))

/** What prisma/data-classes.json says of each text column, by `Table.column`. */
export function classesOf(): Record<string, DataClass> {
  const path = new URL('../../prisma/data-classes.json', import.meta.url)
  return file.parse(JSON.parse(readFileSync(path, 'utf8')))
}

/** Every column of the schema that can hold text: strings besides ids of ours, lists of strings, JSON, words to search by. */
export function textColumns(schema: string): string[] {
  const models = schema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)
  return [...models].flatMap(([, model = '', body = '']) =>
    [...body.matchAll(/^ {2}(\w+)\s+(?:String|Json|Unsupported\("tsvector"\))(?:\?|\[\])?(?=\s|$)(.*)$/gm)]
      .filter(([, , attributes = '']) => !attributes.includes('@db.Uuid'))
      .map(([, column = '']) => `${model}.${column}`),
  )
}
