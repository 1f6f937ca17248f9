import { filesContract } from '@shared/modules/files/contract'
import { createClient } from '@/core/api'

const api = createClient(filesContract)

/** Puts a picture or a paper into the store; it stays once a course that shows it is saved. */
export const uploadFile = (name: string, bytes: ArrayBuffer) => api.upload({ query: { fileName: name }, bytes })
