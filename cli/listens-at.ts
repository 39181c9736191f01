/** Whether anybody listens at an address; asked without a message, so that nothing is recorded. */
import { connect } from 'node:net'

const PATIENCE_MILLISECONDS = 1000

/** True when a TCP connection to the URL's host and port opens. */
export function listensAt(url: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port === '' ? (protocol === 'https:' ? 443 : 80) : port),
      timeout: PATIENCE_MILLISECONDS,
    })
    const answer = (listens: boolean) => () => {
      socket.destroy()
      resolve(listens)
    }
    socket.once('connect', answer(true))
    socket.once('error', answer(false))
    socket.once('timeout', answer(false))
  })
}
