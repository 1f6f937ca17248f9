import type { StoredFile } from '@shared/modules/files/schemas'
import { Image, Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { showPicture } from '@/core/showPicture'
import { useFileAddress } from '@/core/useFileAddress'
import { Icon } from '@/ui/Icon'
import { Tap } from '@/ui/Tap'

interface PictureProps {
  file: StoredFile | undefined
  caption: string
}

/** A picture with its caption: from this phone where it was put, otherwise from the service. A tap shows it large. */
export function Picture({ file, caption }: PictureProps) {
  const address = useFileAddress(file?.id, file?.url)
  const [lost, setLost] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture is tried anew
  useEffect(() => setLost(false), [address])
  const shape = file?.width && file.height ? { paddingTop: `${(100 * file.height) / file.width}%` } : {}
  const enlarge = () => address && showPicture(address)
  if (!file || lost)
    return (
      <View className="sub line">
        <Icon name="nosignal" size="s" />
        <Text>图片现在看不到：{caption}</Text>
      </View>
    )
  return (
    <View>
      <Tap className="pic" label={`看大图：${caption}`} onClick={enlarge}>
        <View style={shape}>
          {address && (
            <Image className="pic-in" src={address} mode="aspectFit" lazyLoad onError={() => setLost(true)} />
          )}
        </View>
      </Tap>
      <View className="note mt1">{caption}</View>
    </View>
  )
}
