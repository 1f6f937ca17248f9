import { defineModule } from '@cloud/core/defineModule'
import { filesContract } from '@shared/modules/files/contract'
import { tidyFiles } from './jobs'
import { mountFiles } from './mountFiles'
import { fileRoutes } from './routes'

export type { FileRecord } from './collection'
export { presentFile } from './tickets'
export { checkFiles, holdFiles, listFiles } from './uses'

/** 文件 — pictures and papers other modules show: one store, bounded, looked into, reached only through what shows them. */
export const files = defineModule({
  name: 'files',
  contract: filesContract,
  routes: fileRoutes,
  jobs: [tidyFiles],
  mount: mountFiles,
})
