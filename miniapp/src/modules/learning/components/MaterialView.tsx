import { bytesLabel } from '@shared/modules/files/model'
import type { StoredFile } from '@shared/modules/files/schemas'
import { hostOf, isPlayable } from '@shared/modules/learning/links'
import type { Material } from '@shared/modules/learning/model'
import { Video, View } from '@tarojs/components'
import { isH5 } from '@/core/platform'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { openPaper, openPost, openVideo } from '../openMaterial'
import { Blocks } from './Blocks'

interface MaterialViewProps {
  material: Material
  files: readonly StoredFile[]
}

const VERBS = { file: '打开文件', video: '看视频', post: '打开文章' } as const

/** What a lesson shows: text with pictures here; a paper, a video or a post is opened from here. */
export function MaterialView({ material, files }: MaterialViewProps) {
  const [paper] = files
  const open = useAction(async () => {
    if (material.kind === 'file' && paper) await openPaper(paper)
    if (material.kind === 'video') await openVideo(material.url)
    if (material.kind === 'post') await openPost(material.url)
  })
  if (material.kind === 'article') return <Blocks blocks={material.blocks} files={files} />
  const outside = isH5 ? '在新窗口打开' : material.kind === 'video' ? '复制链接，到浏览器里看' : '在微信里打开'
  const about =
    material.kind === 'file'
      ? paper && `${paper.name} · ${bytesLabel(paper.bytes)}`
      : `${hostOf(material.url)} · ${outside}`
  // Browsers load media from the service alone.
  const plays = !isH5 && material.kind === 'video' && isPlayable(material.url)
  return (
    <View className="read">
      <ErrorBanner error={open.error} />
      {material.note && <View className="read-block wrap">{material.note}</View>}
      {plays && <Video className="pic" src={material.url} />}
      {!plays && (
        <View className="read-block">
          <Button wide icon="link" busy={open.busy} onClick={open.run}>
            {VERBS[material.kind]}
          </Button>
          <View className="note mt1">{about}</View>
        </View>
      )}
    </View>
  )
}
