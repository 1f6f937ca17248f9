import { defineContract } from '@shared/core/contract'
import { ORGANISER_ROLES, UNION_STAFF_ROLES } from '@shared/core/roles'
import * as v from '@shared/core/schema'
import { MAX_UPLOAD_BYTES } from './model'
import { StoredFile } from './schemas'

/** Who writes questions, courses and campaigns, and so needs pictures and papers for them. */
export const UPLOADER_ROLES = [...UNION_STAFF_ROLES, ...ORGANISER_ROLES, 'disciplineCommissioner'] as const

/** 文件接口 */
export const filesContract = defineContract('files', {
  upload: {
    method: 'POST',
    path: '/files',
    access: UPLOADER_ROLES,
    summary: '上传图片或文件：按内容认类型，限大小；带密级标志的不收。几天内没有用上的自动删去',
    query: v.object({ fileName: v.line(120) }),
    uploadBytes: MAX_UPLOAD_BYTES,
    once: false,
    reply: StoredFile,
  },
})
