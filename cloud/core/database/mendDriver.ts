import { createRequire } from 'node:module'
import path from 'node:path'

/** The driver's connection, as far as it is mended here. */
interface DriverConnection {
  socket: { emit(event: 'drain'): void }
  onClose(): void
}

/**
 * The driver (mongodb 7.8) may write to a socket that has just been closed by the other side. It then waits for `drain`, which such a
 * socket never emits: the operation, and whoever waits for it, hangs without end, and `timeoutMS` has no effect. So closing says
 * `drain`; the driver goes on, sees that the connection is gone and fails as it should. Has no place once the driver does this itself.
 */
export function mendDriver(): void {
  const own = createRequire(path.join(process.cwd(), 'package.json'))
  const ofMongoose = createRequire(own.resolve('mongoose'))
  const { Connection } = ofMongoose('mongodb/lib/cmap/connection') as { Connection: { prototype: DriverConnection } }
  const { onClose } = Connection.prototype
  Connection.prototype.onClose = function closeAndWake(this: DriverConnection) {
    onClose.call(this)
    this.socket.emit('drain')
  }
}
