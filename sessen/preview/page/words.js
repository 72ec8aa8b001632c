// Every word of the page, in both languages.
const LANGUAGES = { en: "English", ja: "日本語" };
const WORDS = {
  en: {
    scenes: "Scenes", scrub: "Place in the scene", transport: "Playing", previous: "Previous step", next: "Next step",
    back: "One frame back", forward: "One frame on", play: "Play or pause", first: "First step", last: "Last step", loop: "Loop step",
    all: "Play on", faster: "Faster", slower: "Slower", sound: "Sound", speed: "Speed", full: "Full screen", safe: "Safe area",
    captions: "Captions", follow: "Jump to edits", help: "Keys", space: "space",
    openEditor: "Open in the editor", calls: "Every call", variant: "Variant", parameters: "Parameters", make: "Make it", copy: "Copy command",
    copied: "Copied", purpose: "What the clip is for", clip: "Make clip", clipping: "Making the clip …", claims: "Claims",
    times: "Time to draw", close: "Close", pageTheme: "Dark or light page",
    ready: "up to date", drawing: "drawing", lost: "connection lost, trying again", trouble: "needs mending", broken: "broken",
    waiting: "motion is being drawn", jumped: "first look", reset: "as in the lecture", holds: "holds", violated: "violated",
    readable: "Readability", boxes: "Boxes", looking: "looking …", allReadable: "Everything can be read.", error: "error", warning: "warning", lasts: "for {seconds} s",
    noClaims: "none", step: "Step", frame: "frame", dark: "dark", light: "light", wide: "wide",
    square: "square", tall: "tall", true: "words", false: "no words", language: "Language", theme: "Theme",
    shape: "Shape", words: "Words", plane: "Drag, or use the arrow keys", checking: "weighing …",
    voice: "Voice", off: "silent", machine: "machine", own: "own",
    narration: "Narration", microphone: "Microphone", level: "Level", setUp: "Set up the microphone", record: "Record", stop: "Stop", cancel: "Cancel",
    listen: "Listen", keep: "Keep", again: "Record again", drop: "Discard", replace: "Replace it", takeUp: "Continue with it",
    "take.silent": "no take yet", "take.wordless": "nothing is said", "take.machine": "machine's voice", "take.own": "your recording",
    "take.machineOld": "machine's voice, of an older text", "take.ownOld": "your recording, of an older text",
    sending: "Looking for the words in it …", allHeard: "Every word was heard.", notHeard: "Not heard as written: {words}", more: "{count} more",
    notAligned: "Saved. Its words were not looked for: that needs the extra 'voice'.", keptAs: "Kept as {file}.", thereIs: "There is a recording of this step already.",
    leftOver: "Not kept yet: {step}, {seconds} s, {begun}", unsent: "No connection to the preview. The recording goes on, and is sent when it is back.",
    microphoneDenied: "The browser does not allow this page to use the microphone. Allow it beside the address, then try again.",
    microphoneNone: "No microphone was found. Plug one in, then try again.", microphoneLost: "The microphone was unplugged.",
    microphoneClosed: "This browser gives the page no microphone. Open the address in Chrome, Edge, Firefox or Safari.",
    tooLoud: "Too loud: turn the microphone down.", cannotPlay: "This browser cannot play the recording.",
    leftAlone: "Changes each time the scene runs, because the scene writes it: {files}. It is left alone until you save something.",
  },
  ja: {
    scenes: "シーン", scrub: "再生位置", transport: "再生の操作", previous: "前のステップ", next: "次のステップ",
    back: "1コマ戻る", forward: "1コマ進む", play: "再生・一時停止", first: "最初のステップ", last: "最後のステップ", loop: "繰り返す",
    all: "続けて再生", faster: "速く", slower: "遅く", sound: "音", speed: "速さ", full: "全画面", safe: "安全枠",
    captions: "字幕", follow: "編集に移る", help: "キー操作", space: "スペース",
    openEditor: "エディターで開く", calls: "呼び出しの履歴", variant: "バリエーション", parameters: "パラメーター", make: "書き出し", copy: "コマンドをコピー",
    copied: "コピーしました", purpose: "クリップの用途", clip: "クリップを作る", clipping: "クリップを作っています…", claims: "主張の検証",
    times: "描画時間", close: "閉じる", pageTheme: "画面の明暗",
    ready: "最新です", drawing: "描画中", lost: "接続が切れました。再接続しています", trouble: "修正が必要です", broken: "読み込めません",
    waiting: "動きを描画中", jumped: "速報", reset: "講義の値に戻す", holds: "成立", violated: "不成立",
    readable: "読みやすさ", boxes: "指摘の枠", looking: "確認中…", allReadable: "すべて読めます。", error: "エラー", warning: "注意", lasts: "{seconds} 秒間",
    noClaims: "なし", step: "ステップ", frame: "コマ", dark: "暗い", light: "明るい", wide: "横長",
    square: "正方形", tall: "縦長", true: "文あり", false: "文なし", language: "言語", theme: "テーマ",
    shape: "形", words: "文", plane: "ドラッグするか矢印キーで動かします", checking: "検証中…",
    voice: "声", off: "音声なし", machine: "合成音声", own: "自分の声",
    narration: "ナレーション", microphone: "マイク", level: "音量", setUp: "マイクを準備する", record: "録音", stop: "停止", cancel: "やめる",
    listen: "聞く", keep: "保存", again: "録り直す", drop: "破棄", replace: "置き換える", takeUp: "この録音を使う",
    "take.silent": "音声はまだありません", "take.wordless": "話す言葉はありません", "take.machine": "合成音声", "take.own": "自分の録音",
    "take.machineOld": "合成音声 (前の文)", "take.ownOld": "自分の録音 (前の文)",
    sending: "言葉を探しています…", allHeard: "すべての言葉を聞き取れました。", notHeard: "書かれた通りに聞き取れない言葉: {words}", more: "ほか{count}語",
    notAligned: "録音しました。言葉の確認には追加パッケージ voice が必要です。", keptAs: "{file} として保存しました。", thereIs: "このステップの録音がすでにあります。",
    leftOver: "未保存の録音: {step}、{seconds} 秒、{begun}", unsent: "プレビューにつながりません。録音は続き、つながり次第送ります。",
    microphoneDenied: "ブラウザーがマイクの使用を許可していません。アドレス欄の横で許可してから、もう一度押してください。",
    microphoneNone: "マイクが見つかりません。接続してから、もう一度押してください。", microphoneLost: "マイクが外れました。",
    microphoneClosed: "このブラウザーではマイクを使えません。Chrome、Edge、Firefox、Safari で開いてください。",
    tooLoud: "音が大きすぎます。マイクの音量を下げてください。", cannotPlay: "このブラウザーでは録音を再生できません。",
    leftAlone: "シーン自身が実行のたびに書き換えるファイルです: {files}。次に何かを保存するまで、この変更では描き直しません。",
  },
};

export let language = localStorage.getItem("sessen.language") ?? (navigator.language.startsWith("ja") ? "ja" : "en");
export const other = () => Object.keys(LANGUAGES).find((each) => each !== language);
export const say = (name) => WORDS[language][name] ?? LANGUAGES[name] ?? name;

export function speak(next = language) {
  language = next;
  localStorage.setItem("sessen.language", next);
  document.documentElement.lang = next;
  for (const each of document.querySelectorAll("[data-say]")) each.textContent = say(each.dataset.say);
  for (const each of document.querySelectorAll("[data-say-title]")) {
    each.title = say(each.dataset.sayTitle);
    each.setAttribute("aria-label", each.title);
  }
  for (const each of document.querySelectorAll("[data-say-label]")) each.setAttribute("aria-label", say(each.dataset.sayLabel));
  document.querySelector("#page-language").textContent = say(other());
}

export function element(tag, text = "", attributes = {}) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) if (value !== false && value != null) made.setAttribute(name, value);
  return made;
}

// For Japanese where the system has no family for it: fetched (from this machine) only when there is something to see.
let added = false;
export function addFont() {
  if (added) return;
  added = true;
  const names = ["Noto Sans CJK JP", "Noto Sans CJK JP Regular", "Hiragino Sans", "Yu Gothic"].map((name) => `local("${name}")`);
  const font = new FontFace("Words", [...names, 'url("words.otf") format("opentype")'].join(", "), { unicodeRange: "U+3000-30FF, U+4E00-9FFF, U+FF00-FFEF" });
  document.fonts.add(font);
}
