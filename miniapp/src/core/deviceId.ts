import { newId } from './newId'
import { keptAs } from './storage'

const kept = keptAs<string>('device')
let device: string | undefined

/** Names this phone or browser, for drafts: it never stands in its own way. Says nothing about the person. */
export function deviceId(): string {
  device ??= kept.read()
  if (!device) {
    device = newId()
    kept.write(device)
  }
  return device
}
