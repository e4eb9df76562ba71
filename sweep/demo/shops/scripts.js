// The whole shop is drawn here: without a browser its pages are empty.
const articles = [["Wandbild Dünung", "49,00 €"], ["Kerzenhalter Ständer", "18,50 €"], ["Vase Bauchig", "32,00 €"]];
const root = document.getElementById("root");
root.innerHTML = "<h1>Skriptstube</h1><ul>" + articles.map(([name, price]) => `<li>${name}: <b>${price}</b> inkl. MwSt.</li>`).join("") +
  "</ul><footer><a href='/impressum'>Impressum</a> <a href='/agb'>AGB</a></footer>";
