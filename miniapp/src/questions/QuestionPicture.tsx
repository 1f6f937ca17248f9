import { Image, Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { useFileAddress } from '@/core/useFileAddress'
import { Icon } from '@/ui/Icon'
import { pictureIdOf } from './picturesHere'

/** A picture of a stem or an option, from this phone where it is kept; `url` as the service has named it. */
export function QuestionPicture({ url, label }: { url: string | undefined; label: string }) {
  const address = useFileAddress(url && pictureIdOf(url), url)
  const [lost, setLost] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture is tried anew
  useEffect(() => setLost(false), [address])
  if (!url) return null
  if (lost)
    return (
      <View className="quiz-picture">
        <View className="sub line">
          <Icon name="nosignal" size="s" />
          <Text>{label}没有取到，有信号后再看</Text>
        </View>
      </View>
    )
  if (!address) return null
  return (
    <Image className="quiz-picture" mode="widthFix" src={address} ariaLabel={label} onError={() => setLost(true)} />
  )
}
