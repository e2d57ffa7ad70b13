// @ts-check
import { startPage } from "../view/page.js";

startPage();
