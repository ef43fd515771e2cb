import 'server-only'

/** What `work` gives, or a timeout error when it has not come by then. The work itself goes on: bound it within too. */
export async function withinTime<T>(seconds: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Timeout after ${seconds} s`)), seconds * 1_000)
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    clearTimeout(timer)
  }
}
