### Español. Aquí están todas las frases que dicen las páginas.

# Una palabra fija para cada cosa:
# account = testimonio
# word = palabra
# passage = párrafo
# enclosure = anexo
# seal = sello; to seal = sellar
# slip = comprobante
# true to its slip = concuerda con el comprobante
# edition = edición
# excerpt = fragmento
# translation = traducción
# version = versión
# copy = copia
# pen name = seudónimo
# codename = nombre en clave
# desk = redacción
# source = fuente
# custody = cadena de custodia
# drop box = buzón
# to withhold = ocultar (hidden characters = caracteres invisibles)
# permission to publish = permiso para publicar
# to retract = retirar lo publicado
# draft = borrador
# passphrase = frase de contraseña

firsthand = firsthand
language-name = Español
nav-archive = Testimonios
nav-check = Comprobar una copia
nav-drop = Dejar un testimonio
nav-return = Volver con el nombre en clave
skip = Ir al texto
languages = Idiomas
not-checked = Estas frases las tradujo una máquina y todavía no las ha revisado ninguna persona que hable el idioma.

## Buzón

drop-title = Dejar un testimonio
drop-not-open = Este buzón todavía no está abierto, porque nadie se ha unido a su redacción. Ahora no recibe nada. Inténtelo más tarde.
drop-no-room = Este buzón está cerrado por ahora, porque su disco está casi lleno. Ahora no recibe nada. Inténtelo más tarde. Lo que usted dejó antes sigue aquí, y puede volver con su nombre en clave.
drop-lead = Escriba lo que vio y agregue fotografías si las tiene. No tiene que registrarse ni dar un nombre. La página funciona sin JavaScript.
drop-protects = Lo que usted deje se cifra en cuanto llega; solo pueden abrirlo las personas de la redacción, y nadie guarda su dirección de internet ni la hora.
drop-protects-not = Esto no oculta que usted visitó esta página: para eso use Tor Browser, con un dispositivo y una red que no sean suyos.
drop-text = Sus palabras
drop-text-hint = Escriba o pegue el texto. Cuente lo que vio con sus propios ojos y, si algo se lo contaron, dígalo.
drop-files = Fotografías y otros archivos
drop-files-hint = Hasta { $count } archivos de { $size } MB cada uno. Se guardan tal como están, solo para la redacción; las fotografías que se publican no llevan datos de lugar, hora ni dispositivo.
drop-waiting = { $count ->
    [one] Un archivo que usted agregó ya está aquí y espera, cifrado, una hora como máximo.
   *[other] { $count } archivos que usted agregó ya están aquí y esperan, cifrados, una hora como máximo.
}
consent-title = ¿Qué se puede publicar?
consent-ask = Por ahora nada. Pregúntenme primero.
consent-without-names = Las palabras, sin nombres
consent-words = Las palabras tal como están
consent-photographs = También las fotografías
name-title = ¿Con qué nombre?
name-none = Sin nombre
name-pen = Con un nombre que inventé
name-own = Con mi propio nombre
name-field = El nombre
when-title = ¿Cuándo?
when-any = En cualquier momento
when-from = Este día o después
when-back = Si no vuelvo aquí antes de que termine este día, publíquenlo
when-day = El día
drop-preview = Leerlo antes de enviarlo
drop-preview-hint = La redacción todavía no recibe nada. La página siguiente muestra lo que usted escribió.
drop-page = Si está lejos o no tiene internet, descargue nuestra página para el teléfono. Es un solo archivo. Con ella usted escribe un testimonio, lo sella y lo cifra para esta redacción. Después deje aquí el archivo cifrado, sin otros archivos.
drop-page-take = Descargar la página
drop-recipient = La clave pública de la redacción. La pide la página para el teléfono:
parcel-title = Un archivo cifrado para la redacción
parcel-lead = La redacción todavía no ha recibido nada. El archivo está cifrado y solo puede abrirlo la redacción para la que se hizo. Nadie aquí ve qué redacción es ni qué permite usted. Su permiso está dentro del archivo, donde usted lo escribió.

preview-title = Léalo una vez más
preview-lead = La redacción todavía no ha recibido nada. Las palabras subrayadas pueden señalar a una persona, a usted o a alguien más: un nombre, un familiar, un lugar de trabajo, un número, una dirección. Déjelas si son importantes. La redacción puede ocultarlas antes de publicar cualquier cosa.
preview-none = No encontramos palabras que puedan señalar a una persona. Pero un programa lee mal entre líneas: revíselo usted.
preview-removed = { $count ->
    [one] Un carácter invisible no se puede sellar y queda fuera.
   *[other] { $count } caracteres invisibles no se pueden sellar y quedan fuera.
}
preview-own-slip = Su texto trae un comprobante y concuerda con él. Se guarda tal como está.
preview-false-slip = Su texto trae un comprobante y no concuerda con él. El texto se sella de nuevo, y lo que usted pegó se guarda al lado para la redacción.
preview-files = { $count ->
    [0] Ningún archivo.
    [one] Un archivo, { $size }.
   *[other] { $count } archivos, { $size } en total.
}
preview-consent = Lo que usted permite
preview-send = Enviarlo a la redacción
preview-edit = Cambiar algo
kind-name = un nombre
kind-kin = un familiar
kind-work = un trabajo o lugar de trabajo
kind-number = un número
kind-plate = una placa de vehículo
kind-address = una dirección
kind-online = una dirección en internet
kind-age = una edad o un cumpleaños
kind-onlyone = solo puede ser una persona

unit-kb = kB
unit-mb = MB
codename-title = Su testimonio se recibió
codename-lead = Está en el disco de este servidor, cifrado para la redacción.
codename-this = Su nombre en clave
codename-why = Con él puede volver para leer las respuestas de la redacción, agregar algo, retirar su permiso para publicar o borrarlo todo.
codename-once = Se muestra solo ahora, y nadie puede volver a encontrarlo. Apréndaselo de memoria o escríbalo donde nadie mire. Quien lo tenga puede hacer lo mismo que usted.
codename-english = Sus palabras son inglesas: cópielas letra por letra.
codename-next = Cuando lo tenga, cierre esta ventana.
added-title = Lo que usted agregó se recibió
added-lead = Su nombre en clave sigue siendo el mismo.

## Volver

return-title = Volver
return-lead = Escriba el nombre en clave que recibió.
return-codename = Nombre en clave
return-open = Abrir
return-protects = Lo que respondió la redacción solo se abre con su nombre en clave; sin él no puede leerlo ni siquiera el servidor.
return-protects-not = La página que va a abrir muestra las respuestas en la pantalla: antes mire a su alrededor.
return-unknown = No hay nada guardado con este nombre en clave. Revise cada palabra e inténtelo otra vez; las mayúsculas y los espacios no importan.
back-title = Aquí está de nuevo
back-left = { $count ->
    [one] Usted dejó un testimonio; día: { $days }.
   *[other] Usted dejó { $count } testimonios; días: { $days }.
}
back-answers = Respuestas de la redacción
back-no-answers = La redacción todavía no ha respondido.
back-withdrawn = Usted retiró su permiso para publicar.
back-discarded = La redacción borró lo que usted dejó; días: { $days }.
back-key-known = El { $day } la redacción supo que otros pueden conocer su clave. Lo que usted dejó antes de ese día puede haber sido leído. Piense en lo que eso significa para su seguridad.
back-add = Agregar algo
back-add-hint = Más palabras o fotografías, o una respuesta a la redacción.
back-consent = Cambiar lo que se puede publicar
back-consent-save = Guardar lo que se puede publicar
back-consent-saved = Guardado. Vale para todo lo que usted dejó.
back-withdraw = Retirar su permiso para publicar
back-withdraw-hint = La redacción podrá seguir leyendo lo que usted dejó, pero no podrá publicarlo. Lo que ya está publicado sigue ahí hasta que la redacción lo retire; escríbale más arriba, en esta página.
back-withdraw-sure = Sí, es lo que quiero
back-withdraw-do = Retirar mi permiso
back-withdrawn-now = Hecho. Ya no se puede publicar nada más de lo que usted dejó.
back-delete = Borrar todo
back-delete-hint = Borra aquí y ahora lo que usted dejó y las respuestas de la redacción. Lo que ya se publicó, o se copió, no desaparece.
back-delete-do = Borrar todo
back-deleted-title = Borrado
back-deleted = Lo que usted dejó está borrado. Su nombre en clave ya no abre nada.
back-sure-first = No se hizo nada: marque primero «Sí, es lo que quiero».

## Cuando algo sale mal

error-title = No funcionó
error-not-received = No llegó nada. Sus palabras siguen aquí abajo: cópielas por si acaso e inténtelo otra vez.
error-in-doubt = No podemos saber si su testimonio llegó. Pulse el botón otra vez: si ya está aquí, no se guarda dos veces.
error-no-words = Todavía no hay palabras. Escriba al menos una frase: ¿qué muestran las fotografías?
error-too-long = El texto pasa de { $size } MB. Déjelo como archivo.
error-fields-too-long = Lo que hay en uno de los campos cortos es demasiado largo. Acórtelo.
error-too-many-files = Usted agregó más de { $count } archivos. Envíe los demás más tarde: vuelva con su nombre en clave y agréguelos.
error-file-too-big = Uno de los archivos pasa de { $size } MB, y no se guardó ninguno de los archivos de esta página. Redúzcalo o quítelo.
error-files-gone = Los archivos esperaron más de una hora y se borraron, como prometimos. Agréguelos otra vez.
error-files-again = Sus archivos no se guardaron: añádalos de nuevo.
error-name-missing = Usted eligió publicar con un nombre y no lo escribió.
error-day-missing = Usted eligió un día y no lo indicó. Escríbalo así: 2026-12-31.
error-full = El disco del servidor está lleno.
error-busy = En este momento el servidor tiene demasiado trabajo. Pruebe de nuevo dentro de un minuto.
error-broken = Lo que envió su navegador no llegó completo.
error-slow = Lo que envió su navegador llegó demasiado despacio.
error-internal = Algo falló aquí, y no es culpa suya.
error-clock = El reloj de este servidor está mal, así que ahora no recibe nada. Inténtelo más tarde.
error-not-found = Esa página no existe.
error-elsewhere = Este formulario se envió desde otro sitio, y no se hizo nada.
error-method = Esta dirección solo recibe formularios. Regrese y empiece desde la página.

## Redacción

nav-desk = Redacción
desk-sign-in-title = La redacción
desk-sign-in-lead = Para sus miembros. Lo que dejaron las fuentes está abierto mientras usted tenga la sesión iniciada y se cierra cuando sale.
desk-none-yet = Todavía no hay nadie en esta redacción. El enlace para su primer miembro apareció en la terminal cuando se creó.
desk-name = Nombre
desk-passphrase = Frase de contraseña
desk-code = Código de su autenticador
desk-sign-in = Entrar
desk-sign-out = Salir
desk-wrong = El nombre, la frase de contraseña o el código no es correcto. Cada código vale una sola vez: si ya usó este, espere el siguiente.
desk-no-key-file = Falta un archivo de clave de esta redacción o está dañado, así que su frase no puede abrirlo. Recupere la carpeta «keys» de una copia de seguridad.
join-title = Unirse a la redacción
join-lead = Tiene una invitación. Su función: { $role }.
join-passphrase-hint = Al menos { $count } caracteres: seis palabras que nadie diría seguidas son fáciles de recordar. Nadie puede ponerle una frase de contraseña nueva.
join-passphrase-again = La frase de contraseña otra vez
join-totp-title = Su autenticador
join-totp-lead = Escanee esto con una aplicación de autenticación, o escriba el secreto en ella, y después ponga el código que muestre.
join-do = Unirse
join-done = Ya es miembro. Entre.
join-gone = Esta invitación ya se usó o tiene más de siete días. Pida otra a quien administra la redacción.
join-different = Las dos frases de contraseña son distintas.
join-short = La frase de contraseña es demasiado corta.
join-bad-name = Ese nombre ya está en uso, está vacío o es demasiado largo.
join-wrong-code = Ese no es el código de estos treinta segundos. Vea si el reloj de su dispositivo está en hora.
role-reader = lectura
role-editor = edición
role-publisher = publicación
role-admin = administración
inbox-title = Testimonios
me-title = Mi frase
me-old = Su frase actual
me-new = La frase nueva
me-again = La frase nueva otra vez
me-totp = Para cambiar de autenticador, añada esto al nuevo y escriba aquí su código. Para conservar el anterior, déjelo vacío.
me-save = Cambiar
me-done = Su frase se cambió. Sus otras sesiones terminaron.
inbox-empty = Todavía no ha llegado nada.
inbox-room = Libre en el disco: { $free } de { $total }.
inbox-scarce = Solo quedan libres { $free } de { $total } en el disco. Pronto se cerrará el buzón. Libere espacio.
inbox-no-room = El buzón está cerrado, porque solo quedan libres { $free } de { $total } en el disco. Las fuentes pueden volver, retirar y borrar. Libere espacio.
inbox-number = N.º
inbox-day = Día
inbox-state = Estado
inbox-words = Palabras
inbox-files = Archivos
state-new = nuevo
state-draft = borrador
state-declined = rechazado
state-discarded = borrado por la redacción
state-published = publicado
state-published-withdrawn = publicado; después se retiró el permiso
state-retracted = retirado después de publicarse
state-withdrawn = permiso retirado
state-deleted = borrado por su fuente
account-title = Testimonio { $number }
account-language = Idioma de la página en que se escribió: { $language }. Día en que llegó: { $day }.
account-sealed-by-source = Llegó con un comprobante y concuerda con él. Eso dice que sus palabras son las que selló este seudónimo, y no quién está detrás.
account-sealed-here = Llegó sin comprobante, y el buzón lo selló con una clave que se usó una sola vez. El comprobante dice qué llegó aquí, y no de dónde.
account-pasted = Lo que se pegó es distinto: traía un comprobante con el que no concordaba, o caracteres invisibles.
account-pasted-show = Mostrar lo que se pegó
account-pen-name = Seudónimo
account-id = Identificador del testimonio
account-consent = Lo que permite la fuente
account-last-seen = La fuente entró aquí por última vez el { $day }.
account-files = Archivos
account-file = Archivo { $number }, { $size }
account-replies = Respuestas a la fuente
account-reply = Respuesta
account-reply-hint = La fuente la leerá cuando vuelva con su nombre en clave.
account-reply-do = Enviar la respuesta
account-no-source = La fuente hizo borrar todo y no se le puede responder.
account-notes = Notas
account-note = Nota
account-note-do = Guardar la nota
account-publish = Prepararlo para publicarlo
account-old-key = Esto llegó con una clave anterior de la redacción, que pueden tener antiguos miembros u otras personas. Pueden haberlo leído o escrito.
account-compare = Compararlo con otro testimonio
compare-title = Testimonio { $number }, comparado
compare-lead = Compare este testimonio con otro que llegó o con uno publicado: qué hay en el otro que aquí no está, y al revés.
compare-others = De la misma fuente, o de casi las mismas palabras
compare-account = testimonio { $number }
compare-published = publicado como { $id }
compare-with = El número de otro testimonio, o el identificador de uno publicado
compare-do = Comparar
compare-none = Aquí no hay tal testimonio.
compare-differs = En qué difiere de: { $other }
compare-missing = en el otro, no en este
compare-added = en este, no en el otro
compare-back = Volver al testimonio
account-custody = Cadena de custodia
account-other-key = No está cifrado para esta redacción y nadie aquí puede abrirlo. Pida a quien lo envió que use la clave pública de esta redacción.
account-damaged = No se puede leer: se dañó por el camino o no es un relato con su sello. Pídalo otra vez.
account-gone = No existe ese testimonio, o se borró.
account-deleted = La fuente borró este testimonio. Aquí ya no queda nada de él.
account-deleted-public = Lo publicado sigue siendo público hasta que la redacción lo retire.
account-still-public = Este testimonio es público. Primero retírelo.
account-no-reason = Falta el motivo. Solo lo leerán los miembros de esta redacción.
account-declined = { $name } rechazó este testimonio el { $day }:
account-discarded = { $name } borró este testimonio el { $day }:
account-decide = Decidir
account-decide-why = ¿Por qué? Solo lo leerán los miembros de esta redacción.
account-decline = Rechazarlo
account-decline-hint = No se publicará, y se queda aquí. Puede cambiar de opinión: vuelva a trabajar en él.
account-discard = Borrarlo
account-discard-hint = Las palabras, los archivos, las notas y el borrador se pierden para siempre. El día y el motivo quedan aquí. La fuente se entera de que la redacción lo borró.
withhold-title = Testimonio { $number }: preparar la publicación
withhold-lead = Nada es público hasta que se publica. El número delante de cada párrafo es el de su primera palabra.
withhold-not-editor = Su función no permite cambiar el borrador.
withhold-phrases = Nombres y expresiones que se deben ocultar
withhold-phrases-hint = Uno en cada línea. Se muestran todos los lugares, también las formas parecidas: otros casos, terminaciones, grafías y alfabetos.
withhold-find = Buscar
withhold-found-title = ¿Cuáles de estos quiere ocultar?
withhold-found-none = No se encontró: { $phrase }. Pruebe otra grafía.
withhold-found-exact = tal como se escribió
withhold-found-near = forma parecida
withhold-found-do = Ocultar lo marcado
withhold-passage = elegir palabras
withhold-passage-title = ¿Qué palabras de este párrafo quiere ocultar?
withhold-save = Guardar las palabras que se ocultan
withhold-count = { $words ->
    [0] No hay palabras ocultas.
    [one] Hay una palabra oculta.
   *[other] Hay { $words } palabras ocultas; lugares: { $places }.
}
withhold-withheld = oculto
draft-title = Lo que se publicará
draft-photographs = Fotografías que se muestran, sin metadatos
draft-name = Con el nombre que quiere la fuente: { $name }
draft-names = Estas palabras quedan a la vista y pueden identificar a alguien: { $names }
draft-names-read = Leí cada una en su lugar, y ninguna identifica a una persona que la fuente o nosotros querríamos ocultar.
draft-no-lists = En este idioma no se pueden sugerir nombres: { $language }. Lea el texto entero.
draft-translation = Traducción
draft-translation-language = Idioma de la traducción, con su código (en, kk, ru, es, …)
draft-translation-hint = Párrafo por párrafo, como en el testimonio. Sus propias observaciones van entre [corchetes]. Si no hay traducción, deje el campo vacío.
draft-save = Guardar el borrador y verlo
public-title = Lo que verá el público
public-slip = El comprobante tiene { $count } caracteres.
refusal-withdrawn = La fuente retiró su permiso para publicar.
refusal-ask-first = La fuente quiere que se le pregunte antes.
refusal-names = { $count ->
    [one] La fuente permite las palabras sin nombres, y una parte que sigue a la vista puede identificar a alguien, y nadie la ha revisado.
   *[other] La fuente permite las palabras sin nombres, y { $count } partes que siguen a la vista pueden identificar a alguien, y nadie las ha revisado.
}
refusal-photographs = La fuente no permite las fotografías.
refusal-original = La fuente dio el original intacto solo a la redacción. La fotografía que puede mostrarse está al lado.
refusal-no-name = La fuente no quiere ningún nombre al pie.
refusal-other-name = La fuente quiere otro nombre al pie.
refusal-too-early = La fuente lo permite a partir del { $day }.
refusal-not-over = La fuente lo permite si no ha vuelto antes de que acabe el { $day }. Ese día no ha terminado.
refusal-came-back = La fuente lo permitía si no volvía, y volvió. Pregúntele.
refusal-clock = La fuente permite publicar según la fecha, y el reloj de este servidor puede estar mal. Antes, un administrador debe confirmar la fecha en la página «Miembros».
public-whose = Lo pidió la fuente.
public-agree = Estoy de acuerdo con este borrador
public-agreed = { $name } está de acuerdo.
public-needs-second = Aquí deben estar de acuerdo dos personas: quien hizo el borrador no lo publica por su cuenta.
public-publish = Publicarlo
public-not-publisher = Su función no permite publicar.
public-done = Está publicado.
public-link = Ver lo publicado
public-is-retracted = Se publicó y se retiró. Cualquiera puede leer por qué.
public-link-notice = Ver el aviso
public-same = Está publicado exactamente así.
public-changes = Esto cambia respecto de la última edición publicada:
public-again-why = ¿Qué estaba mal y qué se arregló? Lo leerá todo el mundo.
public-replace = Publicarlo en lugar de la edición publicada
public-publish-again = Publicarlo de nuevo
public-no-reason = Falta el motivo, o tiene más de { $count } caracteres. Lo leerá todo el mundo.
public-nothing = Ahora no hay nada publicado de este testimonio.
published-retract = Retirar lo publicado
published-retract-why = ¿Por qué? Todo el mundo lo leerá.
published-retract-hint = El texto, las fotos y los archivos desaparecen entonces de todas nuestras páginas. Queda un aviso con este motivo. Las copias que hicieron otros no desaparecen, pero al revisarlas se dice que el testimonio se retiró. Se puede arreglar y publicar de nuevo.
published-correct = Publicar una corrección
published-correct-why = ¿Qué está mal y qué es lo correcto? Todo el mundo lo leerá.
members-title = Miembros
members-one-admin = Esta redacción tiene un solo administrador. Si pierde su frase o su autenticador, nadie podrá invitar a nadie, y si no hay otro miembro, nadie podrá leer nada más. Nombre a un segundo administrador.
members-needs-key = Esta redacción necesita una clave nueva, porque un antiguo miembro o una invitación usada pueden tener todavía la vieja. La recibe por sí sola cuando hayan entrado estos miembros: { $names }. Si no vuelven, elimínelos.
members-changed = Los miembros de la redacción o su clave cambiaron en este momento. No se hizo nada. Inténtelo de nuevo.
members-without-keys = Un miembro no ha entrado desde la actualización, así que todavía no se puede hacer una clave nueva. La página «Miembros» dice quién.
members-send-away-hint = Si elimina a un miembro, la redacción recibe una clave nueva, y la vieja no abre nada de lo que llegue después. Conserva lo que ya leyó o copió. Las invitaciones sin usar también terminan.
members-key-before = Hasta el { $day } esta redacción tenía otra clave. Relatos que llegaron antes y están cifrados con ella: { $count }. Puede que la tengan antiguos miembros.
members-key-known = Hasta el { $day } esta redacción tenía una clave que otros pueden conocer. Relatos que llegaron antes y están cifrados con ella: { $count }. Se avisa a sus fuentes cuando vuelven.
members-key = Puede que conozcan nuestra clave
members-key-hint = Hágalo si registraron o robaron un equipo de la redacción, o si alguien puede conocer una frase. La redacción recibe una clave nueva para todo lo que llegue desde ahora. Quien tenga la clave vieja y una copia de esta carpeta puede leer lo que llegó antes; se avisa a las fuentes cuando vuelven. Las invitaciones sin usar terminan. Las páginas para el teléfono descargadas antes conservan la clave vieja: lo que aún llegue con ella se abre y se marca.
members-key-new = Hacer una clave nueva y avisar a las fuentes
members-clock = El reloj de este servidor dice { $day }, lejos del día del último evento. Hasta que un administrador lo confirme, no se publica nada según la fecha.
members-clock-right = La fecha es correcta
members-invite = Invitar
members-role = Función
members-link = Dé este enlace a una sola persona, por un medio que nadie más lea. Sirve una vez, durante siete días.
members-send-away = Expulsar
members-two = Dos personas deben estar de acuerdo antes de publicar cualquier cosa
members-last-admin = No se puede expulsar a la última persona que administra.
members-save = Guardar esta regla
custody-title = Cadena de custodia
custody-lead = El registro de quién hizo qué en esta redacción. Cada entrada está unida a la anterior. No guarda palabras de los testimonios ni nada más preciso que el día.
custody-act = Qué se hizo
custody-by = Quién
custody-hash = Hash
refused-role = Su función no permite hacer eso.
desk-other-draft = Algo cambió después de que usted abrió la página: hay un borrador más nuevo, o la fuente hizo algo nuevo. Mire otra vez.
desk-other-edition = Después de que usted abrió la página, otra persona publicó, corrigió o retiró este testimonio. Mire otra vez.
desk-cannot-withhold = Estas palabras no se pueden ocultar: { $why }.
desk-cannot-show = El archivo { $number } no se puede mostrar: { $why }.
desk-cannot-translate = La traducción no se puede sellar: { $why }.

## Archivo

archive-title = Testimonios
archive-lead = Son testimonios que los testigos dejaron a esta redacción y que la redacción publicó. Cada testimonio lleva un sello. Cualquiera puede comprobar cualquier copia, aquí o sin nosotros.
archive-language = Idioma
archive-all = Todos
archive-nothing = Todavía no hay nada publicado.
archive-pages = Páginas
archive-newer = Más recientes
archive-older = Anteriores
archive-feed = Canal (Atom)
archive-api = Para programas (OpenAPI)
archive-retracted = Publicado y retirado por la redacción
archive-why = Leer por qué
archive-corrected = La redacción agregó una corrección
archive-words = { $count ->
    [one] una palabra
   *[other] { $count } palabras
}
archive-withheld = { $count ->
    [one] una oculta
   *[other] { $count } ocultas
}
page-title = Un testimonio
page-published = Publicado el
page-name = con el nombre
page-no-name = sin nombre
page-retracted = La redacción retiró este testimonio después de publicarlo.
page-corrected = Corrección de la redacción.
page-replaced = La redacción reemplazó una edición anterior.
page-published-again = La redacción publicó de nuevo este testimonio.
page-retracted-gone = Sus palabras y sus fotos ya no están publicadas.
page-retracted-check = Si tiene una copia, puede revisar qué es:
changes-withheld = Ahora se omiten las palabras { $places }
changes-opened = Ahora se muestran las palabras { $places }, antes omitidas
changes-photographs-added = Fotos agregadas: { $count }
changes-photographs-removed = Fotos quitadas: { $count }
changes-name-added = Se agregó el nombre al pie.
changes-name-removed = Se quitó el nombre al pie.
changes-translations-added = Traducción agregada: { $languages }
changes-translations-removed = Traducción quitada: { $languages }
changes-translations-changed = Traducción cambiada: { $languages }
page-original = El testimonio tal como se selló
page-withheld = palabras ocultas
page-translation = Traducción
page-translation-own = Lleva un comprobante propio, hecho por la redacción.
page-glosses = Lo que está entre [corchetes] es de quien tradujo.
page-gloss = palabras de quien tradujo
page-photograph = Fotografía { $number }
page-photograph-hint = Publicada sin los datos de lugar, hora y dispositivo que había en su archivo.
page-check = Compruebe usted esta página
page-check-slip = Los caracteres que siguen al texto, desde «firsthand…», son su comprobante: el sello sobre todas las palabras en su orden, contados los lugares ocultos.
page-check-here = Copie el texto con su comprobante y compruébelo aquí, también si le llegó por otro medio:
page-check-without = Para comprobar sin este servidor, tome el texto, este programa (un solo archivo que se puede leer, para navegadores y Node) y su tabla. El comprobante prueba qué selló esta clave, no de quién es. Compare el seudónimo y el identificador del testimonio que están abajo con los que le llegaron por otro medio.
page-id = Identificador del testimonio
page-pen-name = Seudónimo
page-enclosed = { $count ->
    [one] Un archivo está sellado con las palabras y no forma parte del texto.
   *[other] { $count } archivos están sellados con las palabras y no forman parte del texto.
}
page-code = El comprobante como código QR, { $number } de { $count }
page-no-code = El comprobante es demasiado largo para códigos QR. Tome el texto, que termina con él.
page-text = Tomar el texto con su comprobante
page-short = Una copia para pasar
page-short-hint = El comprobante de arriba es largo porque hay palabras ocultas, y pocos canales lo llevan entero. La redacción selló las mismas palabras con su propio seudónimo, con […] en cada hueco. Este comprobante corto muestra que la redacción las publicó así. Solo el comprobante largo de arriba prueba lo que selló el testigo.
page-short-code = El comprobante corto como código QR
page-short-text = Tomar el texto con el comprobante corto
feed-title = Testimonios (firsthand)
feed-retracted = Se retiró un testimonio del { $day }

## Comprobación

check-title = Comprobar una copia
check-lead = Pegue el texto que tiene. Verá si concuerda con su comprobante, si este archivo de testimonios lo publicó y qué palabras son distintas.
check-protects = Este servidor lee lo que usted comprueba mientras responde. No lo guarda, y nada de ello queda en registros. Si nadie debe saber lo que usted tiene, compruébelo en su propio dispositivo.
check-copy = Su copia
check-copy-hint = Completa, con el comprobante si lo tiene: los caracteres desde «firsthand1». Otro texto alrededor no estorba. Una copia sin comprobante se compara con lo que se publicó aquí.
check-file = O archivos: un texto, una página web guardada, un paquete (bundle); y fotos de los códigos QR del comprobante (PNG, JPEG). 12 MB como máximo
check-do = Comprobar
check-elsewhere = Para comprobar sin este servidor: el comando firsthand, o
check-nothing = Todavía no hay nada que comprobar. Pegue el texto que tiene o elija su archivo.
check-two = Hay dos copias: un texto pegado y un archivo, o dos archivos. Compruébelas de una en una. Las fotos del comprobante pueden acompañar.
check-picture = Ese tipo de imagen no se lee aquí. Se leen PNG y JPEG.
check-web-page = Esa página web es más de lo que muestran los navegadores. Ábrala, copie su texto y péguelo.
check-not-text = Ese archivo no es un texto, una página web ni un paquete. Ábralo, copie su texto y péguelo.
check-bundle = Ese paquete no está entero o se volvió a empaquetar. Pídalo tal como se hizo.
check-video = Eso es un vídeo, no un texto. Solo se comprueban textos: pegue las palabras que muestra, con su comprobante.
check-sound = Eso es una grabación de sonido, no un texto. Solo se comprueban textos: pegue las palabras que venían con ella, con su comprobante.
check-archive = Eso es un archivo comprimido. Descomprímalo y entregue el archivo que contiene el texto.
check-document = Ese tipo de documento no se lee aquí. Ábralo, copie su texto y péguelo.
check-encrypted = Ese archivo está cifrado. Ábralo con su contraseña, copie su texto y péguelo.
check-no-text = Ese PDF no contiene texto, solo imágenes de páginas. Pida el texto mismo.
check-damaged = Ese documento está dañado. Ábralo, copie su texto y péguelo.
check-overfull = Ese archivo tiene más partes, o al descomprimirse es más, de lo que escriben los programas. Ábralo, copie su texto y péguelo.
check-no-code = No se encontró ningún código QR en la imagen { $number }. Fotografíelo otra vez: nítido, desde arriba, con blanco alrededor.
check-pictures = De una vez se miran como máximo { $count } imágenes.
check-picture-large = La imagen { $number } tiene más de { $count } millones de píxeles. Recórtela hasta el código.
check-picture-crowded = La imagen { $number } contiene demasiado que parece código QR. Recórtela hasta los códigos del comprobante.
check-picture-broken = La imagen { $number } no se puede leer. Fotografíela otra vez.
check-codes-missing = El comprobante está en { $count } códigos QR, y faltan estos: { $numbers }. Elija las fotos de todos.
check-codes-mixed = Los códigos QR numerados no son de un mismo comprobante. Fotografíelos todos otra vez.
check-code-no-slip = El código QR no tiene ningún comprobante que se pueda leer. Un comprobante empieza con «firsthand1».
check-slip-alone = Las imágenes traen el comprobante de abajo. Un comprobante se compara con palabras: pegue delante las palabras de su copia.
check-too-long = Pasa de { $size } MB. Compruébelo por partes, cada testimonio con su comprobante, o use el comando en su propio dispositivo.
check-broken = La copia no llegó entera. Regrese y envíela otra vez.

verdict-title = Qué es esta copia
verdict-several = { $count ->
   *[other] Este texto trae { $count } comprobantes. No confíe en el texto más que en el peor de ellos.
}
verdict-first = ¿Concuerda con el comprobante?
verdict-second = ¿Se conoce aquí?
verdict-true = Concuerda con el comprobante
verdict-true-no-more = Concuerda con el comprobante, pero esto solo no muestra quién lo escribió
verdict-true-with-others = Concuerda con el comprobante, pero con otras palabras dentro
verdict-true-reordered = Concuerda con el comprobante, pero quizá se muestra en otro orden
verdict-true-look = Concuerda con el comprobante, pero mire la copia
verdict-not-judged = No se puede decir
verdict-may-hide = El archivo contiene algo que puede ocultar, añadir o mover palabras. Por eso las palabras que usted ve pueden no ser las que se leyeron.
verdict-parts-differ = Las partes del archivo dicen palabras distintas, y usted ve solo una de ellas.
verdict-not-judged-do = Abra el archivo, copie el texto que ve y péguelo aquí.
verdict-read = Las palabras como se leyeron, para compararlas con lo que usted ve
verdict-form-page = La copia es una página web guardada. Las imágenes que contiene no se comprobaron.
verdict-form-archive = La copia es una página web guardada en un solo archivo. Las imágenes que contiene no se comprobaron.
verdict-form-mail = La copia es un correo. El asunto, el remitente y los adjuntos no se comprobaron.
verdict-form-pdf = La copia es un PDF.
verdict-form-word = La copia es un documento de Word. Las imágenes que contiene no se comprobaron.
verdict-form-odt = La copia es un documento OpenDocument. Las imágenes que contiene no se comprobaron.
verdict-form-chat = La copia se leyó como mensajes de un programa de chat. Quién envió cada mensaje, cuándo, y las imágenes no se comprobaron.
verdict-twice = Algunas líneas tenían las letras codificadas dos veces, como en las exportaciones de Facebook. Se decodificaron una vez más.
verdict-not-true = No concuerda con el comprobante
verdict-damaged = El comprobante está dañado
verdict-damaged-hint = Demasiados de sus caracteres están mal o faltan. Copie o fotografíe el comprobante otra vez.
verdict-later = El comprobante es de una versión posterior
verdict-later-hint = Es de la versión { $version }, y este servidor conoce la versión 1. Un firsthand más nuevo puede comprobarlo.
verdict-cannot-judge = Eso no se puede juzgar
verdict-cannot-judge-hint = Demasiados lugares de este texto parecen el final del testimonio. Deje solo el testimonio y su comprobante, y compruebe otra vez.
verdict-no-slip = No tiene comprobante
verdict-no-slip-hint = No hay ningún sello junto a estas palabras, así que la copia por sí sola no prueba nada. Un comprobante empieza con «firsthand1».
verdict-names = En lugar de un comprobante nombra el testimonio { $id }, y este archivo de testimonios no tiene ningún comprobante de él.
verdict-why-end = Las palabras con las que termina el testimonio no están antes del comprobante: se cambiaron, o este comprobante es de otro texto.
verdict-why-words = Se cambiaron, movieron, quitaron o agregaron palabras; o falta la marca de un lugar oculto.
verdict-why-hidden = Las palabras contienen un carácter invisible que ningún testimonio puede contener.
verdict-why-among = Tan pocas palabras selladas deben estar en líneas propias, justo antes del comprobante: entre otras palabras pueden decir otra cosa.
verdict-why-enclosures = Las palabras son las que se sellaron, pero los anexos del paquete no.
verdict-whole = { $count ->
    [one] El testimonio entero: una palabra.
   *[other] El testimonio entero: { $count } palabras, todas, en su orden.
}
verdict-excerpt = Un fragmento: palabras { $first } a { $last } de { $count }.
verdict-excerpt-goes-on = { $count ->
    [one] Una palabra detrás queda fuera del sello.
   *[other] { $count } palabras detrás quedan fuera del sello.
}
verdict-edition = Una edición: palabras ocultas, { $withheld } de { $count }, en { $places ->
    [one] un lugar
   *[other] { $places } lugares
}; las ocultó alguien que tenía una copia.
verdict-places = Palabras ocultas: { $places }
verdict-slip-from-here = La copia nombra su testimonio en lugar de un comprobante; el comprobante es el que está publicado aquí.
verdict-repaired = { $count ->
    [one] Un carácter del comprobante estaba mal y se reparó.
   *[other] { $count } caracteres del comprobante estaban mal y se repararon.
}
verdict-unquoted = Se leyó sin los signos > del correo citado.
verdict-sign = Se leyó sin el signo { $sign } delante o alrededor de cada línea.
verdict-around = Se leyó sin el signo { $sign } alrededor del relato.
verdict-heads = Entre los mensajes, fuera del sello, se omitió: { $heads }.
verdict-heads-more = Entre los mensajes, fuera del sello, se omitió: { $heads }, y { $count } más.
verdict-slip-above = El comprobante está encima del relato.
verdict-passed-over = Se pasaron por alto caracteres invisibles del relato: { $characters }.
verdict-reordered = Unos signos de dirección invisibles, o letras a su lado, pueden mostrar estas palabras en otro orden. Abajo están en el orden en que se sellaron.
verdict-long-gaps = Entre sus palabras hay espacios muy largos, y una pantalla puede no mostrarlas todas. Abajo están todas sus palabras.
verdict-joined = Las palabras partidas al final de una línea se unieron y conservan sus guiones.
verdict-dropped = Las palabras partidas con un guion al final de una línea se unieron.
verdict-mixed = Estas palabras mezclan alfabetos, y una letra puede solo parecerse a otra: { $words }
verdict-here = Lo publicó este archivo de testimonios
verdict-past-replaced = Una edición anterior, reemplazada el { $day }
verdict-past-replaced-hint = Este archivo de testimonios la publicó, y ahora publica otra edición. La página del testimonio dice qué cambió.
verdict-past-retracted = Lo publicó este archivo de testimonios, y lo retiró el { $day }
verdict-past-retracted-hint = Lea por qué antes de pasarlo a alguien.
verdict-past-mended-hint = La redacción arregló el testimonio y lo publicó de nuevo. La página del testimonio dice qué cambió.
verdict-past-why = La redacción escribió: { $why }
verdict-past-page = La página del testimonio
verdict-here-corrected = La redacción agregó una corrección; léala en la página del testimonio.
verdict-here-translation = Es una traducción que se publicó aquí junto a su testimonio.
verdict-here-short = Es la forma que esta redacción selló para pasarla: […] está donde hay palabras ocultas. La página tiene el sello del propio testigo.
verdict-here-other-edition = La edición que está publicada aquí oculta otras palabras.
verdict-rivalled = Otro sello sobre casi las mismas palabras
verdict-rivalled-hint = Este archivo de testimonios publicó casi las mismas palabras con otro sello. Cualquiera puede cambiar palabras y sellarlas de nuevo: vea abajo qué es distinto.
verdict-unknown = Aquí no se conoce
verdict-unknown-hint = Este archivo de testimonios no publicó nada parecido, así que no puede decir de quién es este sello. Cualquiera puede sellar cualquier palabra con una clave propia: compare el seudónimo o el identificador del testimonio con uno que le haya llegado por otro medio.
verdict-near = Este archivo de testimonios publicó casi las mismas palabras
verdict-near-hint = Lo que es distinto está marcado abajo. El testimonio publicado tiene un sello que concuerda. Esta copia no tiene ninguno. Por eso nada prueba las palabras en las que la copia es distinta.
verdict-same-words = Este archivo de testimonios publicó las mismas palabras
verdict-same-words-hint = Todas las palabras del texto publicado están en esta copia, en orden y sin nada en medio.
verdict-quote-hint = Todas las palabras de esta copia están en el texto publicado, seguidas y en orden. La copia es una cita de él.
verdict-nothing-near = Aquí no se conoce
verdict-nothing-near-hint = Este archivo de testimonios no publicó nada que comparta la mitad de estas palabras.
verdict-differs = { $count ->
    [one] Comparación con el testimonio publicado, de una palabra
   *[other] Comparación con el testimonio publicado, de { $count } palabras
}
verdict-differs-rival = { $count ->
    [one] Qué es distinto del testimonio de una palabra que está publicado aquí
   *[other] Qué es distinto del testimonio de { $count } palabras que está publicado aquí
}
verdict-kept = sin cambios: { $count }
verdict-changed = cambiadas: { $count }
verdict-missing = faltan: { $count }
verdict-moved = movidas: { $count }
verdict-withheld = ocultas: { $count }
verdict-added = agregadas: { $count }
verdict-punctuated = de ellas, con otra puntuación: { $count }
verdict-again = estos pasajes están aquí otra vez, en otra versión, en palabras: { $count }
verdict-quote = { $count ->
    [one] Esta palabra está allí: la palabra { $last } de { $all }.
   *[other] Estas { $count } palabras están allí, palabra por palabra: de la { $first } a la { $last } de { $all }.
}
verdict-quoted = La copia cita las palabras { $first } a { $last } de { $all }, con diferencias.
verdict-alphabets = «{ $old }»: { $from }; «{ $new }»: { $to }
verdict-alphabet-latin = alfabeto latino
verdict-alphabet-cyrillic = alfabeto cirílico
verdict-alphabet-greek = alfabeto griego
verdict-alphabet-armenian = alfabeto armenio
verdict-alphabet-coptic = alfabeto copto
verdict-alphabet-cherokee = silabario cheroqui
verdict-every-word = Están todas las palabras, en orden, y hay otras entre ellas.
verdict-signs = Signos:
verdict-sign-missing = en el testimonio, no en la copia
verdict-sign-added = en la copia, no en el testimonio
verdict-sign-moved = movido
verdict-sign-again = otra vez, en otra versión
verdict-sign-punctuated = del testimonio~de la copia, otra puntuación
verdict-outside = Fuera del sello
verdict-outside-hint = Estas palabras venían con la copia. No están selladas, y nada se dice de ellas.
verdict-outside-before = { $count ->
    [one] Una palabra antes del testimonio
   *[other] { $count } palabras antes del testimonio
}
verdict-outside-after = { $count ->
    [one] Una palabra entre el testimonio y el comprobante
   *[other] { $count } palabras entre el testimonio y el comprobante
}
verdict-outside-behind = { $count ->
    [one] Una palabra después del comprobante
   *[other] { $count } palabras después del comprobante
}
verdict-outside-among = { $count ->
    [one] Una palabra que alguien puso entre las letras del comprobante
   *[other] { $count } palabras que alguien puso entre las letras del comprobante
}
verdict-outside-before-slip = { $count ->
    [one] Una palabra antes del comprobante
   *[other] { $count } palabras antes del comprobante
}
verdict-outside-behind-account = { $count ->
    [one] Una palabra después del relato
   *[other] { $count } palabras después del relato
}
verdict-sealed = Las palabras selladas, como las leyó este programa
verdict-another = Comprobar otra copia
verdict-nothing-kept = No se guardó nada de lo que usted envió.

## Palabras

glossary-title = Palabras
glossary-link = Qué significan nuestras palabras
glossary-lead = Estas páginas usan algunas palabras siempre con el mismo significado. Aquí se explica cada una.
glossary-account = testimonio
glossary-account-is = Lo que dice un testigo: las palabras en su orden, y las fotografías y otros archivos que se sellaron con ellas.
glossary-word = palabra
glossary-word-is = La parte más pequeña de un testimonio que se puede sellar, comprobar y ocultar por separado.
glossary-seal = sello
glossary-seal-is = Una firma digital sobre todas las palabras de un testimonio: si alguien cambia una palabra, el sello ya no concuerda.
glossary-slip = comprobante
glossary-slip-is = Los caracteres desde «firsthand1», que están debajo de un testimonio o lo acompañan, llevan su sello y permiten a cualquiera comprobar una copia.
glossary-pen-name = seudónimo
glossary-pen-name-is = Una clave pública sin el nombre de una persona: muestra qué testimonios se sellaron con la misma clave secreta.
glossary-edition = edición
glossary-edition-is = Un testimonio en el que hay palabras ocultas, y cuyas demás palabras todavía se pueden comprobar.
glossary-excerpt = fragmento
glossary-excerpt-is = Una parte de un testimonio, con palabras seguidas, que se puede comprobar sin el resto.
glossary-withhold = ocultar
glossary-withhold-is = Quitar palabras de una copia, de modo que quien la lee no las vea pero pueda comprobar las demás.
glossary-near-form = forma parecida
glossary-near-form-is = El mismo nombre o la misma expresión con otro caso, otra terminación, otra grafía u otro alfabeto.
glossary-enclosure = anexo
glossary-enclosure-is = Todo lo que se sella junto con las palabras, como una fotografía o una fecha que indica el testigo.
glossary-copy = copia
glossary-copy-is = Cualquier texto que alguien tiene y quiere comprobar.
glossary-true-to-its-slip = concuerda con el comprobante
glossary-true-to-its-slip-is = La copia tiene las palabras que selló la clave de su comprobante, en orden y sin nada en medio. Esto solo no muestra quién las escribió.
glossary-desk = redacción
glossary-desk-is = El medio o grupo que recibe testimonios, los lee, oculta palabras y publica.
glossary-source = fuente
glossary-source-is = Un testigo que dejó un testimonio a la redacción.
glossary-codename = nombre en clave
glossary-codename-is = Las palabras secretas con las que una fuente vuelve a la redacción.
glossary-custody = cadena de custodia
glossary-custody-is = El registro de quién hizo qué con un testimonio en la redacción, y qué día.

## La página de bolsillo

pocket-title = Notas
pocket-no-script = Esta página es un programa y necesita JavaScript. No pide nada a la red. Active JavaScript para ella, o ábrala en un navegador más nuevo.
pocket-parts = Partes de esta página
pocket-language = Idioma
pocket-clear = Borrar todo
pocket-clear-hint = «Borrar todo», arriba, vacía la página con un toque: palabras, fotografías, claves, y el borrador o la lista que se hayan guardado en este dispositivo.
pocket-start = Empezar de nuevo
pocket-start-title = Escribir, sellar, comprobar
pocket-protects = Todo ocurre aquí, en este dispositivo. La página no pide nada a la red, funciona en modo avión y no guarda nada si usted no se lo pide.
pocket-protects-not = No puede ocultar que usted la tiene. No protege de quien mira la pantalla, toma el dispositivo desbloqueado o puso en él un programa que lee lo que usted escribe.
pocket-start-write = Escribir un testimonio
pocket-start-check = Comprobar una copia
pocket-write = Escribir
pocket-check = Comprobar
pocket-write-title = Escriba lo que vio
pocket-review = Leerlo otra vez
pocket-working = Un momento …
pocket-cancel = Cancelar
pocket-file = De un archivo
pocket-scan = Con la cámara
pocket-passphrase = Frase de contraseña
pocket-passphrase-hint = Al menos 12 caracteres. Seis palabras que nadie diría seguidas se recuerdan bien. Sin la frase nadie puede abrir el archivo, ni siquiera usted.
pocket-passphrase-show = Mostrar lo que escribo
pocket-photos = Fotografías
pocket-photos-hint = La página dibuja cada fotografía de nuevo, sin el lugar, la hora ni el dispositivo. Lo que se ve en ella queda. Cubra caras, placas y letreros.
pocket-photo-add = Agregar fotografías
pocket-photo-working = Dibujando de nuevo …
pocket-photo-added = { $count ->
    [one] Hay una fotografía.
   *[other] Hay { $count } fotografías.
}
pocket-photo-removed = Esto estaba en su archivo y se quitó:
pocket-photo-nothing = Su archivo no decía lugar, hora ni dispositivo. Se dibujó de nuevo de todos modos.
pocket-trace-place = el lugar: { $value }
pocket-trace-time = la hora: { $value }
pocket-trace-device = el dispositivo: { $value }
pocket-trace-more = otras notas de la cámara
pocket-trace-other = notas de una cámara o un programa
pocket-photo-covered = { $count ->
    [0] Nada está cubierto.
    [one] Un rectángulo cubre una parte.
   *[other] { $count } rectángulos cubren partes de ella.
}
pocket-photo-cover = Cubrir caras
pocket-photo-remove = Quitarla
pocket-photo-gone = La fotografía ya no está en esta página.
pocket-cover-title = Cubra caras, placas, letreros
pocket-cover-hint = Dibuje encima, o toque. Con dos dedos se amplía la imagen. Lo cubierto no está en lo que usted pasa a otros.
pocket-cover-done = Listo
pocket-box = Rectángulo { $number }: las flechas lo mueven, con Mayús cambian su tamaño, Supr lo quita
pocket-box-add = Agregar un rectángulo
pocket-box-change = Cambiar el rectángulo
pocket-box-left = A la izquierda
pocket-box-right = A la derecha
pocket-box-up = Hacia arriba
pocket-box-down = Hacia abajo
pocket-box-wider = Más ancho
pocket-box-narrower = Más angosto
pocket-box-taller = Más alto
pocket-box-shorter = Más bajo
pocket-box-remove = Quitar el rectángulo
pocket-draft-keep = Guardar un borrador bajo llave
pocket-draft-hint = Las palabras, cifradas con una frase de contraseña. Las fotografías no van en él. En este dispositivo se puede ver que hay un borrador, y no lo que dice.
pocket-draft-here = Guardarlo en este dispositivo
pocket-draft-file = Guardarlo como archivo
pocket-stored-kept = Quedó cifrado en este dispositivo.
pocket-draft-open = Abrir un borrador cifrado
pocket-draft-open-here = Abrir el de este dispositivo
pocket-draft-open-file = Abrir el archivo de un borrador
pocket-draft-opened = El borrador está abierto.
pocket-locking = Cifrando …
pocket-unlocking = Abriendo …
pocket-refused = { $count ->
    [one] Sus palabras contienen un carácter que no se ve o que ningún sello acepta. Quien lee no sabría qué se selló.
   *[other] Sus palabras contienen { $count } caracteres que no se ven o que ningún sello acepta. Quien lee no sabría qué se selló.
}
pocket-refused-place = línea { $line }, columna { $column }: { $code }
pocket-refused-more = y { $count } más
pocket-refused-clean = Quitarlos
pocket-refused-cleaned = { $count ->
    [one] Se quitó un carácter.
   *[other] Se quitaron { $count } caracteres.
}
pocket-review-lead = Las palabras subrayadas pueden señalar a una persona, a usted o a otra. Toque una palabra para ocultarla. Las palabras ocultas quedan en negro en lo que usted pasa. Lo demás todavía se puede probar.
pocket-written-in = Idioma de sus palabras:
pocket-other-language = otro
pocket-withheld = Oculto
pocket-withheld-none = No hay palabras ocultas.
pocket-withheld-count = { $count ->
    [one] Hay una palabra oculta.
   *[other] Hay { $count } palabras ocultas.
}
pocket-withheld-change = Cambiar
pocket-places = { $count ->
    [one] un lugar
   *[other] { $count } lugares
}
pocket-phrase = Otro nombre o frase que ocultar
pocket-phrase-find = Buscar
pocket-withhold-ask = ¿Ocultar «{ $phrase }»?
pocket-may-be = Puede ser { $kind }.
pocket-withhold-do = { $count ->
    [one] Ocultarlo en un lugar
   *[other] Ocultarlo en { $count } lugares
}
pocket-only-here = Solo aquí
pocket-show-again = Mostrarlo otra vez
pocket-leave = Dejarlo como estaba
pocket-photos-count = { $count ->
    [one] Con las palabras se sellará una fotografía.
   *[other] Con las palabras se sellarán { $count } fotografías.
}
pocket-whose = ¿Con qué clave se sella?
pocket-whose-once = Una clave solo para este testimonio. La página la olvida enseguida, así que la clave no puede mostrar que usted lo selló.
pocket-whose-pen = Un seudónimo. Quien lee ve que la misma clave selló varios testimonios.
pocket-pen-hint = Quien tenga el archivo del seudónimo y su frase de contraseña puede sellar como usted, y mostrar que estos testimonios son suyos.
pocket-pen-file = Abrir su archivo
pocket-pen-new = Crear uno nuevo y guardar su archivo
pocket-pen-made = El seudónimo nuevo está abierto y su archivo se guardó. Conserve el archivo y la frase de contraseña.
pocket-pen-opened = El seudónimo está abierto hasta que usted borre o cierre esta página.
pocket-for-desk = Para una redacción
pocket-for-desk-yes = Lo enviaré a una redacción
pocket-for-desk-hint = Una redacción es un periódico o un grupo de derechos humanos que lee, oculta y publica. Recibe un solo archivo cifrado con todo y con lo que usted permite.
pocket-when-back = Si la redacción no sabe de mí hasta el final de este día, publíquenlo
pocket-also = Lo que recibe solo la redacción
pocket-originals = También las fotografías originales, con el lugar, la hora y el dispositivo en sus archivos
pocket-desk-reads = También las palabras ocultas
pocket-seal = Sellarlo
pocket-sealing = Sellando …
pocket-sealed-title = Está sellado
pocket-sealed-whole = No hay nada oculto.
pocket-sealed-withheld = { $count ->
    [one] En lo que usted pasa hay una palabra oculta.
   *[other] En lo que usted pasa hay { $count } palabras ocultas.
}
pocket-sealed-once = La clave está olvidada.
pocket-sealed-pen = Está sellado con su seudónimo.
pocket-sealed-again = Este es otro sello que el de antes: pase solo uno de los dos.
pocket-back = Cambiar algo
pocket-pass-on = Lo que usted pasa a otros
pocket-pass-on-hint = Las palabras y, debajo, el comprobante, desde «firsthand1». Las copias se pueden ajustar, pegar o imprimir: quien tiene el comprobante puede comprobar cada palabra.
pocket-copy = Copiar
pocket-copied = Copiado. Queda en el portapapeles: después copie otra cosa encima.
pocket-copy-slip = Copiar el comprobante
pocket-share = Compartir
pocket-shared = Se entregó.
pocket-cannot-share = Este navegador no puede compartir directamente desde aquí. Cópielo o guárdelo.
pocket-save = Guardar
pocket-saved = Se pidió al navegador guardar { $name }. El archivo no está cifrado, salvo que su nombre termine en «.age».
pocket-save-bundle = Guardar con las fotografías
pocket-photos-sealed = Las fotografías están selladas con las palabras. Guarde cada una para pasarla.
pocket-slip-apart = El comprobante es demasiado largo para ir debajo de las palabras. Es un archivo propio: pase los dos.
pocket-save-slip = Guardar el comprobante
pocket-print = Imprimir
pocket-codes = El comprobante como códigos QR
pocket-codes-hint = { $count ->
    [one] Cualquiera puede fotografiar el código de la pantalla o del papel.
   *[other] El comprobante está en { $count } códigos. Hacen falta todos, en cualquier orden.
}
pocket-codes-many = El comprobante necesitaría { $count } códigos QR. Son demasiados. Páselo como archivo.
pocket-desk = A una redacción, cifrado
pocket-desk-hint = Un archivo que solo la redacción puede abrir. Su tamaño dice poco de lo que hay dentro. Alguien puede llevarlo sin poder leerlo.
pocket-desk-with = { $count ->
    [one] La redacción puede leer la palabra oculta.
   *[other] La redacción puede leer las { $count } palabras ocultas.
}
pocket-desk-without = { $count ->
    [one] La redacción no puede leer la palabra oculta.
   *[other] La redacción no puede leer las { $count } palabras ocultas.
}
pocket-desk-originals = { $count ->
    [one] La fotografía original también va en el archivo.
   *[other] Las { $count } fotografías originales también van en el archivo.
}
pocket-desk-asks = Usted no dijo que lo enviará a una redacción. Por eso el archivo no dice lo que usted permite, y la redacción tiene que preguntarle antes de publicar.
pocket-recipient = La clave pública de la redacción
pocket-recipient-hint = Empieza con «age1». Compárela con la clave que le llegó por otro medio. Quien le dé una clave falsa puede leer el archivo en lugar de la redacción.
pocket-recipient-taken = Es una clave pública. Compárela.
pocket-encrypt = Cifrarlo
pocket-encrypting = Cifrando …
pocket-parcel-ready = El archivo cifrado está listo: { $size }. Déjelo en el buzón de la redacción, o déselo a alguien que lo lleve.
pocket-save-parcel = Guardar el archivo cifrado
pocket-check-hint = Entera, con el comprobante si lo tiene: las letras desde «firsthand1». Otro texto alrededor no molesta.
pocket-check-file = Abrir archivos
pocket-checking = Comprobando …
pocket-file-taken = Abierto: { $name }
pocket-slip-here = Con la copia va un comprobante aparte:
pocket-slip-remove = Quitarlo
pocket-slip-taken = Se leyó el comprobante.
pocket-codes-read = { $count } de { $all } códigos. Ahora los demás.
pocket-against = Compararla con un testimonio que usted tiene
pocket-against-text = El testimonio, con su comprobante si lo tiene
pocket-known = Sellos que usted conoce
pocket-known-hint = Seudónimos e identificadores de testimonios que le llegaron por un medio distinto de la copia. La lista está hasta que usted borre o cierre esta página.
pocket-known-letters = Seudónimo o identificador de testimonio
pocket-known-name = Cómo lo llama usted
pocket-known-add = Agregarlo
pocket-known-added = Agregado a la lista.
pocket-known-remove = Quitar
pocket-known-removed = Quitado de la lista.
pocket-known-keep = Con frase de contraseña
pocket-known-stored = En el almacenamiento de este navegador hay una lista cifrada. No cuenta hasta que usted la abra.
pocket-known-from-storage = Su lista se abrió desde el almacenamiento de este navegador.
pocket-known-clear = Una lista guardada sin frase de contraseña
pocket-known-clear-hint = Pudo escribirla cualquiera, así que no cuenta. Agregue solo lo que reconozca, letra por letra.
pocket-stored-hint = Cualquier página abierta desde un archivo puede cambiar lo que hay en el almacenamiento de este navegador. Solo es suyo lo que se abre con una frase de contraseña suya.
pocket-stored-opened = Abierto desde el almacenamiento de este navegador, como se guardó el { $when }. Otra página pudo volver a poner algo más antiguo.
pocket-stored-remove = Quitarlo de este dispositivo
pocket-stored-changed = Otra página o pestaña cambió lo que hay en el almacenamiento de este navegador. Lo que está abierto aquí sigue como estaba.
pocket-second = ¿Sabe usted de quién es?
pocket-known-seal = Un sello que usted conoce
pocket-known-pen = El seudónimo está en su lista como «{ $name }».
pocket-known-id = El testimonio está en su lista como «{ $name }».
pocket-same-seal = El mismo sello que el testimonio que usted tiene
pocket-same-seal-hint = Las dos son copias de un mismo testimonio. De quién es lo sabe solo si el suyo le llegó por un medio en el que confía.
pocket-rivalled-hint = El testimonio con el que la compara tiene casi las mismas palabras con otro sello. Cualquiera puede cambiar palabras y sellarlas de nuevo: vea abajo qué es distinto.
pocket-unknown = No se sabe de quién
pocket-unknown-hint = Ni su seudónimo ni su identificador están en su lista. Cualquiera puede cambiar palabras y sellarlas con una clave propia: compárelos con los que le llegaron por otro medio.
pocket-nothing-hint = Estas palabras no tienen ningún sello que concuerde.
pocket-near-hint = El testimonio que usted tiene tiene casi las mismas palabras: vea abajo qué es distinto. Esta copia no tiene ningún sello que concuerde.
pocket-same-words-hint = Tiene todas las palabras del testimonio que usted tiene, en orden. La copia misma no tiene ningún sello que concuerde.
pocket-names = En lugar de un comprobante nombra el testimonio { $id }. Ese comprobante es un archivo aparte: ábralo aquí también.
pocket-quote-hint = Todas las palabras de esta copia están en el testimonio que usted tiene, seguidas y en orden. La copia es una cita de él. La copia misma no tiene ningún sello que concuerde.
pocket-short-form = Una forma corta del testimonio que usted tiene
pocket-short-form-hint = Su sello nombra ese testimonio y sus palabras son las mismas, con […] donde hay palabras ocultas. Alguien lo selló de nuevo con una clave propia.
pocket-may-hide = Un archivo de este tipo puede ocultar, añadir o mover palabras, y esta página no puede saber si lo hace. Por eso las palabras que usted ve pueden ser otras que las que se leyeron.
pocket-unread = Esta página no lee archivos así: pueden ocultar, añadir o mover palabras.
pocket-later-hint = Esta página conoce la versión 1 de los comprobantes. Una más nueva puede comprobarlo.
pocket-differs = { $count ->
    [one] Comparación con el testimonio que usted tiene, de una palabra
   *[other] Comparación con el testimonio que usted tiene, de { $count } palabras
}
pocket-against-true = Ese testimonio concuerda con su propio comprobante.
pocket-against-bare = Ningún comprobante prueba ese testimonio: se toma como usted lo dio.
pocket-camera-title = Leer un código QR
pocket-camera-look = Ponga el código derecho delante de la cámara.
pocket-camera-none = Los navegadores dan la cámara solo a páginas de un archivo o de una dirección cifrada. Fotografíe el código.
pocket-camera-refused = No hay cámara, o el navegador no la da. Fotografíe el código o elija una foto de él.
pocket-camera-photo = Fotografiarlo
pocket-cleared-title = Borrado
pocket-cleared = Ya no están en esta página ni en lo que guardaba aquí: palabras, fotografías, sellos, claves, el borrador, la lista de sellos.
pocket-cleared-not = Siguen estando: los archivos que usted guardó, las fotografías de su galería y lo que copió. Copie algo inofensivo encima y cierre esta página.
pocket-error = No funcionó. Lo que usted escribió sigue aquí.
pocket-error-copy = El navegador no deja copiar a esta página. Mantenga el dedo sobre las palabras y cópielas a mano.
pocket-error-share = No se entregó nada. Cópielo o guárdelo.
pocket-error-too-large = Ese archivo es demasiado grande.
pocket-error-unreadable = No se pudo leer el archivo. Elíjalo otra vez.
pocket-error-not-text = Ese archivo no es texto.
pocket-error-no-words = Todavía no hay palabras.
pocket-error-text-long = Es más de lo que esta página puede sellar de una vez: { $count } palabras. Séllelo por partes.
pocket-error-has-slip = El texto ya trae un comprobante. Compruébelo, o quite las letras desde «firsthand1».
pocket-error-too-new = Algunos caracteres son más nuevos que este navegador. Abra la página en uno más nuevo, o escríbalos de otra manera.
pocket-error-photo-large = La fotografía tiene más de { $size } MB. Hágala más pequeña, o fotografíela de la pantalla.
pocket-error-photo-pixels = La fotografía tiene más de { $pixels } millones de píxeles, y esta página podría fallar con ella. Hágala más pequeña primero.
pocket-error-too-many-photos = Más de { $count } fotografías son demasiadas para un testimonio.
pocket-error-no-picture = No es una imagen que este navegador pueda abrir. JPEG, PNG y WebP sí lo son.
pocket-error-heic = Esa fotografía es HEIC, y este navegador no puede abrirla. Haga una captura de pantalla de ella y agréguela, o ponga la cámara en JPEG («más compatible»).
pocket-error-canvas = Este navegador no deja que una página lea las imágenes que dibuja. Tor Browser lo hace para protegerle. Permítalo para esta página cuando pregunte, o ábrala en otro navegador en modo avión.
pocket-error-passphrase-short = La frase de contraseña necesita al menos { $count } caracteres.
pocket-error-passphrase-missing = Escriba primero la frase de contraseña.
pocket-error-wrong-passphrase = Esa no es la frase de contraseña. Las mayúsculas y los espacios cuentan.
pocket-error-not-age = Ese archivo no se cifró aquí.
pocket-error-no-pen-name = Ese archivo no contiene ningún seudónimo.
pocket-error-pen-closed = Abra primero el archivo del seudónimo, o elija la clave solo para este testimonio.
pocket-error-no-storage = No se guardó nada: el almacenamiento de este navegador está apagado o lleno. Guarde un borrador como archivo.
pocket-error-other-inside = Se abrió, y contiene otra cosa.
pocket-error-stored-there = En este dispositivo ya hay otro. Abra o quite ese primero.
pocket-error-stored-locked = Esa no es la frase de contraseña (las mayúsculas y los espacios cuentan), o lo puso aquí otra página. No se borró.
pocket-error-words-there = Hay palabras en esta página, y se perderían. Guárdelas también bajo llave, o borre todo primero.
pocket-error-all-withheld = Todas las palabras están ocultas. Al menos una tiene que quedar.
pocket-error-name-missing = Eligió publicar con un nombre y no lo escribió.
pocket-error-day-missing = Eligió un día y no lo indicó.
pocket-error-recipient-missing = Falta la clave pública de la redacción.
pocket-error-not-recipient = Esa no es una clave pública de una redacción. Una clave así empieza con «age1» y tiene 62 caracteres. Puede que uno esté mal o falte.
pocket-error-no-recipient = No contiene la clave pública de una redacción. Una clave así empieza con «age1».
pocket-error-parcel-large = Con sus fotografías tiene más de { $size } MB. Quite algunas, o mándelas en un segundo archivo.
pocket-error-no-code = No se encontró ningún código QR. Fotografíelo nítido, desde arriba, con blanco alrededor.
pocket-error-code-no-slip = Ese código no contiene ningún comprobante. Un comprobante empieza con «firsthand1».
pocket-error-codes-mixed = Ese código es de otro comprobante. Desde ahora se cuentan las partes de ese.
pocket-error-slip-alone = Hay un comprobante y todavía no hay palabras. Pegue las palabras de su copia.
pocket-error-nothing-to-check = Todavía no hay nada que comprobar. Pegue el texto que tiene.
pocket-error-check-long = Es más largo de lo que esta página puede comprobar. Compruébelo por partes, cada testimonio con su comprobante.
pocket-error-bundle-broken = Ese paquete no está entero, o se empaquetó de nuevo. Pídalo como se hizo al principio.
pocket-error-not-known = No es un seudónimo («fhp1…») ni un identificador de testimonio («fh1…»).
pocket-error-known-unnamed = Escriba cómo lo llama.

## Why something is refused: each ends the sentence that says what was refused

desk-in-doubt = No sabemos si esto se guardó. Mire la página otra vez antes de repetirlo.
desk-clock-behind = El reloj de este servidor dice { $today }, pero el último evento de esta redacción es del { $last }. No se cambió nada. Ponga el reloj en hora. Si el reloj está bien, un administrador debe confirmar la fecha en la página «Miembros».
why-nothing-open = no quedaría abierta ninguna palabra
why-out-of-range = el relato tiene solo { $count ->
    [one] una palabra
   *[other] { $count } palabras
}
why-slip-too-long = el comprobante sería demasiado largo; oculte pasajes más largos o menos palabras sueltas
why-inseparable = algunas de estas palabras no se distinguen en papel; oculte también las palabras vecinas
why-too-long = el texto es demasiado largo
why-no-words = no tiene palabras
why-characters = { $count ->
    [one] un carácter no se puede sellar
   *[other] { $count } caracteres no se pueden sellar
}
why-no-photograph = no es una fotografía de un tipo que este programa conozca
why-other-kind = solo se pueden limpiar JPEG, PNG y WebP; guárdela primero como JPEG
why-animated = está animada, y solo se pueden limpiar imágenes fijas
why-coding = los navegadores no muestran esa codificación; guárdela primero como JPEG
why-malformed = el archivo está dañado
why-too-large = tiene demasiados píxeles
