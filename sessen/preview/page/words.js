// Every word of the page, in both languages.
const WORDS = {
  en: {
    scenes: "Scenes", scrub: "Place in the scene", transport: "Play", previous: "Previous step (←)", next: "Next step (→)",
    back: "One frame back (,)", forward: "One frame on (.)", play: "Play or pause (space)", loop: "Loop step", playAll: "Play on",
    speed: "Speed", fullScreen: "Full screen (F)", safeArea: "Safe area", captions: "Captions", follow: "Jump to edits",
    openEditor: "Open in the editor", variant: "Variant", parameters: "Parameters", make: "Make it", copy: "Copy command",
    copied: "Copied", purpose: "What the clip is for", clip: "Make clip", clipping: "Making the clip …", claims: "Claims",
    times: "Time to draw", keys: "Keys", close: "Close", pageLanguage: "日本語", pageTheme: "Dark or light page",
    ready: "up to date", drawing: "drawing", lost: "connection lost, trying again", trouble: "needs mending",
    waiting: "motion is being drawn", jumped: "first look", reset: "as in the lecture", holds: "holds", violated: "violated",
    noClaims: "none", step: "Step", frame: "frame", en: "English", ja: "日本語", dark: "dark", light: "light", wide: "wide",
    square: "square", tall: "tall", wordsOn: "words", wordsOff: "no words", language: "Language", theme: "Theme",
    shape: "Shape", words: "Words", plane: "Drag, or use the arrow keys", checking: "weighing …",
    keysTable: [["space", "play, pause"], ["← →", "step before, step after"], [", .", "frame by frame"], ["Home End", "first, last step"],
      ["L", "loop the step"], ["A", "play on to the end"], ["+ −", "faster, slower"], ["F", "full screen"], ["S", "safe area"],
      ["C", "captions"], ["J", "jump to edits"]],
  },
  ja: {
    scenes: "シーン", scrub: "再生位置", transport: "再生", previous: "前のステップ (←)", next: "次のステップ (→)",
    back: "1コマ戻る (,)", forward: "1コマ進む (.)", play: "再生・一時停止 (スペース)", loop: "繰り返す", playAll: "続けて再生",
    speed: "速さ", fullScreen: "全画面 (F)", safeArea: "安全枠", captions: "字幕", follow: "編集に移る",
    openEditor: "エディターで開く", variant: "バリエーション", parameters: "パラメーター", make: "書き出し", copy: "コマンドをコピー",
    copied: "コピーしました", purpose: "クリップの用途", clip: "クリップを作る", clipping: "クリップを作っています…", claims: "主張の検証",
    times: "描画時間", keys: "キー操作", close: "閉じる", pageLanguage: "English", pageTheme: "画面の明暗",
    ready: "最新です", drawing: "描画中", lost: "接続が切れました。再接続しています", trouble: "修正が必要です",
    waiting: "動きを描画中", jumped: "速報", reset: "講義の値に戻す", holds: "成立", violated: "不成立",
    noClaims: "なし", step: "ステップ", frame: "コマ", en: "English", ja: "日本語", dark: "暗い", light: "明るい", wide: "横長",
    square: "正方形", tall: "縦長", wordsOn: "文あり", wordsOff: "文なし", language: "言語", theme: "テーマ",
    shape: "形", words: "文", plane: "ドラッグするか矢印キーで動かします", checking: "検証中…",
    keysTable: [["スペース", "再生・一時停止"], ["← →", "前・次のステップ"], [", .", "コマ送り"], ["Home End", "最初・最後のステップ"],
      ["L", "ステップを繰り返す"], ["A", "続けて再生"], ["+ −", "速く・遅く"], ["F", "全画面"], ["S", "安全枠"], ["C", "字幕"], ["J", "編集に移る"]],
  },
};

export let language = localStorage.getItem("sessen.language") ?? (navigator.language.startsWith("ja") ? "ja" : "en");
export const say = (name) => WORDS[language][name];

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
  const rows = say("keysTable").flatMap(([key, what]) => [element("dt", key), element("dd", what)]);
  document.querySelector("#keys dl").replaceChildren(...rows);
}

export function element(tag, text = "", attributes = {}) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) if (value !== false && value != null) made.setAttribute(name, value);
  return made;
}

// Sentences hold mathematics between dollars, in Typst's notation: shown without the dollars.
export const plain = (sentence) => (sentence ?? "").replaceAll("$", "");
