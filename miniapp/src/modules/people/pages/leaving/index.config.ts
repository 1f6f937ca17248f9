export default definePageConfig({ navigationBarTitleText: '离开单位' })
