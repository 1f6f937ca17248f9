export default definePageConfig({ navigationBarTitleText: '评定意见' })
