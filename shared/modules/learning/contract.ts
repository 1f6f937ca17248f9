import { defineContract } from '@shared/core/contract'
import { demandEndpoints } from './demandEndpoints'
import { editorEndpoints } from './editorEndpoints'
import { studyEndpoints } from './studyEndpoints'

/** 学习接口 */
export const learningContract = defineContract('learning', {
  // Fixed addresses stand before those with an id, which would match them too.
  ...editorEndpoints,
  ...demandEndpoints,
  ...studyEndpoints,
})
