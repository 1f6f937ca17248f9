import { ObjectId } from 'bson'

/** A new record id: 24 hexadecimal digits, ascending with time. */
export const newId = (): string => new ObjectId().toHexString()
