import { onSignOut } from './session'

/** Labels of fields a hand has written into since the last write went out. Only their number leaves this phone. */
const fields = new Set<string>()

export const noteTyped = (label: string): void => {
  fields.add(label)
}

/** How many fields the write going out now has cost; see 减负. */
export const countTyped = (): number => fields.size

export const forgetTyped = (): void => fields.clear()

onSignOut(forgetTyped)
