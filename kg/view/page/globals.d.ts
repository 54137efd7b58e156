/* What the page finds around it, and what it gives: see hooks.js. */
declare const vis: any; // vis-network, a script of its own in the page
interface Window {
  kgView: any;
}
/* The page looks for HTML elements alone, and knows which. */
interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
