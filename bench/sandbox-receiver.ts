import { createServer } from 'node:http'

/** Takes callbacks and counts them: POST is one, GET says how many. Prints its address, and ends with its parent. */
let received = 0

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    request.resume()
    request.once('end', () => {
      received += 1
      response.writeHead(200).end()
    })
  } else {
    // Not at once: the asking must not be what is measured.
    setTimeout(() => response.writeHead(200).end(JSON.stringify({ received })), 50)
  }
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(JSON.stringify({ url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/` }))
})
process.stdin.on('end', () => process.exit(0)).resume()
