/**
 * Reads from a source text how its exports were made. Deliberately strict: what it does not recognise as a door is none,
 * so a new way of writing one fails here first.
 */
export function unguardedExports(source: string, maker: 'defineAction' | 'defineRoute'): string[] {
  const makers = `import \\{[^}]*\\b${maker}\\b[^}]*\\} from '(#lib/access|\\.|\\.\\./access)/${kebab(maker)}\\.ts'`
  const real = new RegExp(makers).test(source)
  return exportsOf(source).filter(
    (name) => !(real && new RegExp(`^export const ${name} = ${maker}\\(`, 'm').test(source)),
  )
}

/** Names of all that a source exports at run time; types do not count, and `export *` cannot be known. */
export function exportsOf(source: string): string[] {
  const declared = source.matchAll(/^export (?:async )?(?:const|let|var|function\*?|class) (\w+)/gm)
  const listed = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names = '']) =>
    names.split(',').map(
      (name) =>
        name
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? '',
    ),
  )
  const rest = [...source.matchAll(/^export (default|\*)/gm)].map(([, what = '']) => what)
  return [...[...declared].map(([, name = '']) => name), ...listed, ...rest].filter(Boolean)
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
