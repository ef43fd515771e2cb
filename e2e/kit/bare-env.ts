/** What a program needs of this process's environment, without its settings: those it is given by who starts it. */
export function bareEnv(): Record<string, string | undefined> {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env
  return { PATH, HOME, NODE_COMPILE_CACHE }
}
