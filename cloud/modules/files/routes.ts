import { defineRoutes } from '@cloud/core/http/route'
import { filesContract } from '@shared/modules/files/contract'
import { receiveFile } from './receive'
import { presentFile } from './tickets'

export const fileRoutes = defineRoutes(filesContract, {
  upload: async (call) => presentFile(call, await receiveFile(call, call.query.fileName, call.upload)),
})
